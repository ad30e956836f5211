package org.authorityledger.inbox.sheet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.sheet.SheetDefaults;
import org.authorityledger.documents.sheet.SheetField;
import org.authorityledger.documents.sheet.SheetInstrument;
import org.authorityledger.documents.sheet.SheetRow;
import org.authorityledger.inbox.ReadableId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** From the instruments of one sheet to the commands that would grant them, in order: names get their ids, and instruments too. */
final class SheetCommands {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final SheetParties parties;
    private final SheetDefaults defaults;
    /** By grantor and id: the rows of which key have it. */
    private final Map<String, String> instruments = new HashMap<>();

    SheetCommands(SheetParties parties, SheetDefaults defaults) {
        this.parties = parties;
        this.defaults = defaults;
    }

    /**
     * An instrument on its way to a command.
     *
     * @param grantorId null: it is open
     * @param grant the whole command; where something is open, as far as it goes
     * @param ownId whether the tracker itself names the instrument
     */
    record Draft(SheetInstrument instrument, @Nullable String grantorId, ObjectNode grant, boolean ownId,
            List<Open> open) {

        String poaId() {
            return grant.path("poaId").asString("");
        }
    }

    Draft draft(SheetInstrument instrument) {
        SheetRow row = instrument.row();
        List<Open> open = new ArrayList<>(row.open());
        ObjectNode grant = JsonNodeFactory.instance.objectNode().put("command", "GrantPowerOfAttorney");
        SheetRow.Party grantor = row.grantor();
        SheetParties.Identity who = grantor == null ? null : parties.person(grantor.name(), grantor.cik());
        String grantorId = who == null ? null : who.id();
        if (grantorId != null) {
            grant.put("grantorId", grantorId);
        } else if (who != null) {
            open.add(new Open(SheetField.GRANTOR.key(), String.valueOf(who.fault())));
        }
        poaId(row, grantorId, grant, open);
        if (grantor != null) {
            named(grant.putObject("grantor"), grantor.name(), grantor.cik());
        }
        issuers(row, grant, open);
        attorneys(row, grant, open);
        if (!row.forms().isEmpty()) {
            ArrayNode forms = grant.putArray("powers").addObject().put("clause", "a").putArray("forms");
            row.forms().forEach(form -> forms.add(form.name()));
        }
        terms(row, grant);
        return new Draft(instrument, grantorId, grant, row.poaId() != null, List.copyOf(open));
    }

    private void terms(SheetRow row, ObjectNode grant) {
        if (row.minimumSignatures() != null) {
            grant.put("minimumSignatures", row.minimumSignatures());
        }
        day(grant, "executedOn", row.executedOn());
        day(grant, "effectiveOn", row.effectiveOn());
        day(grant, "expiresOn", row.expiresOn());
        if (!row.untilCeasedReporting().isEmpty()) {
            ArrayNode regimes = grant.putArray("untilCeasedReporting");
            row.untilCeasedReporting().forEach(regime -> regimes.add(regime.name()));
        }
        if (!defaults.termsSeen()) {
            // A tracker is not the paper.
            grant.put("termsSeen", false);
        }
        if (row.note() != null) {
            grant.put("note", row.note());
        }
    }

    private void poaId(SheetRow row, @Nullable String grantorId, ObjectNode grant, List<Open> open) {
        String own = row.poaId();
        String made;
        if (own != null) {
            made = ID.matcher(own).matches() ? own : ReadableId.of(own);
        } else if (row.executedOn() != null && (row.anyIssuer() || !row.issuers().isEmpty())) {
            made = row.anyIssuer()
                    ? row.executedOn() + "-any-company"
                    : ReadableId.ofInstrument(row.executedOn(), row.issuers().getFirst().name())
                            + (row.issuers().size() > 1 ? "-etc" : "");
        } else {
            return;
        }
        if (grantorId == null) {
            return;
        }
        String key = String.valueOf(row.key());
        String free = made;
        for (int n = 2; !key.equals(instruments.getOrDefault(grantorId + "\n" + free, key)); n++) {
            if (own != null) {
                open.add(new Open(SheetField.POA_ID.key(), "another row gives the same id to another instrument"));
                return;
            }
            free = made + "-" + n;
        }
        instruments.put(grantorId + "\n" + free, key);
        grant.put("poaId", free);
    }

    private void issuers(SheetRow row, ObjectNode grant, List<Open> open) {
        if (row.anyIssuer()) {
            grant.put("issuer", "ANY");
            return;
        }
        ArrayNode issuers = JsonNodeFactory.instance.arrayNode();
        Set<String> ids = new HashSet<>();
        for (SheetRow.Party one : row.issuers()) {
            SheetParties.Identity identity = parties.company(one.name(), one.cik());
            if (identity.id() == null) {
                open.add(new Open(SheetField.ISSUER.key(), String.valueOf(identity.fault())));
            } else if (ids.add(identity.id())) {
                named(issuers.addObject().put("issuerId", identity.id()), one.name(), one.cik());
            }
        }
        if (issuers.size() == 1) {
            grant.set("issuer", issuers.get(0));
        } else if (!issuers.isEmpty()) {
            grant.set("issuers", issuers);
        }
    }

    private void attorneys(SheetRow row, ObjectNode grant, List<Open> open) {
        if (row.attorneys().isEmpty()) {
            return;
        }
        ArrayNode attorneys = grant.putArray("attorneys");
        Set<String> ids = new HashSet<>();
        for (SheetRow.Attorney one : row.attorneys()) {
            SheetParties.Identity identity = parties.person(one.name(), null);
            if (identity.id() == null) {
                open.add(new Open(SheetField.ATTORNEYS.key(), String.valueOf(identity.fault())));
            } else if (ids.add(identity.id())) {
                ObjectNode attorney = attorneys.addObject().put("attorneyId", identity.id()).put("name", one.name());
                if (one.title() != null) {
                    attorney.put("title", one.title());
                }
            }
        }
    }

    private static void named(ObjectNode party, String name, @Nullable String cik) {
        party.put("name", name);
        if (cik != null) {
            party.put("cik", cik);
        }
    }

    private static void day(ObjectNode grant, String field, @Nullable LocalDate day) {
        if (day != null) {
            grant.put(field, day.toString());
        }
    }
}
