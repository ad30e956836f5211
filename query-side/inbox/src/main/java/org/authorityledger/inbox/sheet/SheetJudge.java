package org.authorityledger.inbox.sheet;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.PreviewResult;
import org.authorityledger.authority.acts.ActDescription;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.documents.instrument.Open;
import org.authorityledger.documents.sheet.SheetField;
import org.authorityledger.documents.sheet.SheetRow;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Delivery;
import org.authorityledger.events.Form;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LedgerRecord;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RevocationDelivered;
import org.authorityledger.events.Terms;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of one instrument of a sheet, by what is recorded of its grantor: nothing, a grant, what happened to it since, or a difference. */
final class SheetJudge {

    private final CommandPreview preview;
    private final LocalDate today;
    private final Set<SheetField> held;
    private final Function<LocalDate, String> days;

    /**
     * Judges by the law of this node.
     *
     * @param held what the columns of the sheet hold: of these, an empty cell says something too
     */
    SheetJudge(CommandPreview preview, LocalDate today, Set<SheetField> held, Function<LocalDate, String> days) {
        this.held = held;
        this.preview = preview;
        this.today = today;
        this.days = days;
    }

    /** Judges by what is known of its grantor; records nothing. */
    SheetItem judge(SheetCommands.Draft draft, GrantorRecords known) {
        return new Judgement(draft, known).item();
    }

    /** One on its way to what becomes of it. */
    private final class Judgement {
        private final SheetCommands.Draft draft;
        private final SheetRow row;
        private final List<Open> open;
        private final List<String> remarks;
        private final List<ObjectNode> commands = new ArrayList<>();
        private final List<LegalAct> acts = new ArrayList<>();
        private final List<SheetItem.Change> changes = new ArrayList<>();
        private GrantorRecords known;
        private Problem.@Nullable Report problem;

        Judgement(SheetCommands.Draft draft, GrantorRecords known) {
            this.draft = draft;
            this.row = draft.instrument().row();
            this.known = known;
            this.open = new ArrayList<>(draft.open());
            this.remarks = new ArrayList<>(row.remarks());
        }

        SheetItem item() {
            if (!open.isEmpty()) {
                return made(SheetItem.State.OPEN);
            }
            Instrument standing = standing();
            if (!open.isEmpty()) {
                return made(SheetItem.State.OPEN);
            }
            if (standing == null) {
                propose(draft.grant());
            } else {
                draft.grant().put("poaId", standing.poaId().value());
                compare(standing);
            }
            revocation(standing);
            if (problem != null) {
                return made(SheetItem.State.REFUSED);
            }
            if (!changes.isEmpty()) {
                return made(SheetItem.State.CHANGED);
            }
            return made(commands.isEmpty() ? SheetItem.State.UNCHANGED : SheetItem.State.NEW);
        }

        private SheetItem made(SheetItem.State state) {
            boolean complete = state == SheetItem.State.OPEN || state == SheetItem.State.UNCHANGED || state == SheetItem.State.CHANGED;
            return new SheetItem(draft.instrument(), state, sentences(), complete ? List.of(draft.grant()) : List.copyOf(commands), open,
                    remarks,
                    changes, problem, List.of());
        }

        private List<String> sentences() {
            List<LegalAct> all = new ArrayList<>(known.records().stream().map(LedgerRecord::act).toList());
            all.addAll(acts);
            Wording wording = new Wording(Names.in(all), days);
            List<String> sentences = new ArrayList<>();
            for (LegalAct act : acts) {
                sentences.add(ActDescription.of(act).sentence(wording));
                if (act instanceof PowerOfAttorneyGranted granted) {
                    sentences.addAll(further(granted.terms()));
                }
            }
            return sentences;
        }

        /** What a sentence about a grant leaves out, and one who confirms a row must see. */
        private static List<String> further(Terms terms) {
            List<String> further = new ArrayList<>();
            if (terms.signing().groups().isEmpty() && terms.signing().signatures() > 1) {
                further.add(terms.signing().signatures() + " of them must sign together.");
            }
            if (!terms.untilCeasedReporting().isEmpty()) {
                further.add("It lasts until the grantor is no longer required to report under "
                        + Wording.regimes(terms.untilCeasedReporting()) + ".");
            }
            return further;
        }

        /** The instrument in the ledger that the rows are about; null: none. */
        private @Nullable Instrument standing() {
            Collection<Instrument> all = known.unretracted().instruments();
            if (draft.ownId()) {
                return known.unretracted().instrument(PoaId.of(draft.poaId()));
            }
            Set<String> issuers = issuers();
            List<Instrument> alike = all.stream()
                    .filter(one -> one.terms().executedOn().equals(row.executedOn()) && ids(one.terms()).equals(issuers)).toList();
            if (alike.size() > 1) {
                List<Instrument> named = alike.stream().filter(one -> one.poaId().value().equals(draft.poaId())).toList();
                if (named.isEmpty()) {
                    open.add(new Open(SheetField.POA_ID.key(),
                            "the ledger has several instruments of this day for this company; give the id of the one that is meant"));
                    return null;
                }
                return named.getFirst();
            }
            if (alike.isEmpty()) {
                String made = draft.poaId();
                String free = made;
                for (int n = 2; known.unretracted().instrument(PoaId.of(free)) != null; n++) {
                    free = made + "-" + n;
                }
                draft.grant().put("poaId", free);
                return null;
            }
            return alike.getFirst();
        }

        private Set<String> issuers() {
            if (row.anyIssuer()) {
                return Set.of(IssuerId.ANY.value());
            }
            return draft.grant().hasNonNull("issuer")
                    ? Set.of(draft.grant().path("issuer").path("issuerId").asString())
                    : draft.grant().path("issuers").valueStream().map(one -> one.path("issuerId").asString()).collect(Collectors.toSet());
        }

        private static Set<String> ids(Terms terms) {
            return terms.issuers().stream().map(one -> one.issuerId().value()).collect(Collectors.toSet());
        }

        /** Takes a command in, if the ledger would record it. */
        private void propose(ObjectNode command) {
            if (problem != null) {
                return;
            }
            switch (preview.judge(command.toString(), today, grantor -> known)) {
                case PreviewResult.Accepted accepted -> {
                    commands.add(command);
                    acts.addAll(accepted.acts());
                    known = known.supposing(accepted.acts(), Instant.EPOCH);
                }
                case PreviewResult.Rejected rejected -> problem = report(rejected);
            }
        }

        private void compare(Instrument standing) {
            PreviewResult alone = preview.judge(draft.grant().toString(), today, grantor -> GrantorRecords.NONE);
            if (alone instanceof PreviewResult.Rejected rejected) {
                problem = report(rejected);
                return;
            }
            PowerOfAttorneyGranted granted = (PowerOfAttorneyGranted) ((PreviewResult.Accepted) alone).acts().getFirst();
            Terms sheet = granted.terms();
            Terms recorded = standing.terms();
            differ(SheetField.SIGNED, days.apply(recorded.executedOn()), days.apply(sheet.executedOn()));
            differ(SheetField.ISSUER, names(recorded.issuers(), one -> one.issuerId().value(), one -> one.name()),
                    names(sheet.issuers(), one -> one.issuerId().value(), one -> one.name()), ids(recorded).equals(ids(sheet)));
            differ(SheetField.ATTORNEYS, names(recorded.attorneys(), one -> one.attorneyId().value(), one -> one.name()),
                    names(sheet.attorneys(), one -> one.attorneyId().value(), one -> one.name()),
                    attorneys(recorded).equals(attorneys(sheet)));
            differ(SheetField.FORMS, forms(recorded), forms(sheet));
            differ(SheetField.MINIMUM, Integer.toString(recorded.signing().minimum()), Integer.toString(sheet.signing().minimum()),
                    recorded.signing().equals(sheet.signing()));
            differ(SheetField.EFFECTIVE, days.apply(recorded.effectiveOn()), days.apply(sheet.effectiveOn()));
            differ(SheetField.EXPIRES, last(recorded), last(sheet));
        }

        private void differ(SheetField field, String recorded, String sheet) {
            differ(field, recorded, sheet, recorded.equals(sheet));
        }

        private void differ(SheetField field, String recorded, String sheet, boolean same) {
            if (!same) {
                changes.add(new SheetItem.Change(field.key(), recorded, sheet));
            }
        }

        private static <T> String names(List<T> some, Function<T, String> id, Function<T, @Nullable String> name) {
            return Wording.list(some.stream().map(one -> Objects.requireNonNullElse(name.apply(one), id.apply(one))).toList());
        }

        private static Set<AttorneyId> attorneys(Terms terms) {
            return terms.attorneys().stream().map(one -> one.attorneyId()).collect(Collectors.toSet());
        }

        private static String forms(Terms terms) {
            TreeSet<Form> forms = new TreeSet<>();
            terms.powers().forEach(power -> forms.addAll(power.forms()));
            return Wording.list(forms.stream().map(Form::title).toList());
        }

        private String last(Terms terms) {
            String lapse = terms.untilCeasedReporting().isEmpty()
                    ? ""
                    : "until no longer required to report under " + Wording.regimes(terms.untilCeasedReporting());
            LocalDate expiresOn = terms.expiresOn();
            return expiresOn == null
                    ? lapse.isEmpty() ? "no last day" : lapse
                    : days.apply(expiresOn) + (lapse.isEmpty() ? "" : ", " + lapse);
        }

        private void revocation(@Nullable Instrument standing) {
            LocalDate revokedOn = row.revokedOn();
            if (problem != null) {
                return;
            }
            List<Instrument.Revocation> recorded = standing == null ? List.of() : standing.revocations();
            if (revokedOn == null) {
                if (!recorded.isEmpty() && held.contains(SheetField.REVOKED)) {
                    changes.add(new SheetItem.Change(SheetField.REVOKED.key(), days.apply(recorded.getLast().act().signedOn()),
                            "no revocation"));
                }
                return;
            }
            LocalDate deliveredOn = row.deliveredOn();
            if (recorded.isEmpty()) {
                propose(revocation(revokedOn, deliveredOn));
                if (deliveredOn == null) {
                    remarks.add(
                            "The sheet does not say when the revocation was delivered to the attorneys. Until a delivery is recorded, they may still sign.");
                }
                return;
            }
            Instrument.Revocation same = recorded.stream().filter(one -> one.act().signedOn().equals(revokedOn)).findFirst().orElse(null);
            if (same == null) {
                changes.add(new SheetItem.Change(SheetField.REVOKED.key(), days.apply(recorded.getLast().act().signedOn()),
                        days.apply(revokedOn)));
            } else if (deliveredOn != null) {
                deliveries(Objects.requireNonNull(standing), same, deliveredOn);
            } else if (held.contains(SheetField.DELIVERED) && !known(same).isEmpty()) {
                changes.add(
                        new SheetItem.Change(SheetField.DELIVERED.key(), days.apply(known(same).getFirst().deliveredOn()), "no delivery"));
            }
        }

        private ObjectNode revocation(LocalDate signedOn, @Nullable LocalDate deliveredOn) {
            ObjectNode command = ofInstrument("RevokePowerOfAttorney").put("signedOn", signedOn.toString());
            if (deliveredOn != null) {
                ArrayNode deliveries = command.putArray("deliveries");
                draft.grant().path("attorneys").valueStream().forEach(attorney -> deliveries.addObject()
                        .put("attorneyId", attorney.path("attorneyId").asString()).put("deliveredOn", deliveredOn.toString()));
            }
            return command;
        }

        private ObjectNode ofInstrument(String command) {
            return JsonNodeFactory.instance.objectNode().put("command", command)
                    .put("grantorId", draft.grant().path("grantorId").asString())
                    .put("poaId", draft.poaId());
        }

        private static List<Delivery> known(Instrument.Revocation revocation) {
            List<Delivery> known = new ArrayList<>(revocation.act().deliveries());
            revocation.deliveries().stream().map(record -> (RevocationDelivered) record.act())
                    .forEach(act -> known.add(new Delivery(act.attorneyId(), act.to(), act.deliveredOn())));
            return known;
        }

        /** Deliveries that the ledger does not know yet, to those whom the revocation names. */
        private void deliveries(Instrument standing, Instrument.Revocation revocation, LocalDate deliveredOn) {
            List<Delivery> known = known(revocation);
            for (AttorneyId attorney : attorneys(standing.terms())) {
                if (!revocation.act().names(attorney)) {
                    continue;
                }
                List<Delivery> own = known.stream().filter(one -> attorney.equals(one.attorneyId())).toList();
                if (own.isEmpty()) {
                    propose(ofInstrument("RecordRevocationDelivery").put("revocation", revocation.record().recordId().toString())
                            .put("attorneyId", attorney.value()).put("deliveredOn", deliveredOn.toString()));
                } else if (own.stream().noneMatch(one -> one.deliveredOn().equals(deliveredOn))) {
                    changes.add(new SheetItem.Change(SheetField.DELIVERED.key(), days.apply(own.getFirst().deliveredOn()),
                            days.apply(deliveredOn)));
                    return;
                }
            }
        }
    }

    static Problem.Report report(PreviewResult.Rejected rejected) {
        return new Problem.Report(HttpStatus.valueOf(rejected.status()), rejected.code(), rejected.detail(),
                rejected.faults().stream().map(fault -> new Problem.Fault(fault.path(), fault.message())).toList());
    }
}
