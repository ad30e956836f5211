package org.authorityledger.pages.inbox;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.authorityledger.authority.acts.ActForms;
import org.authorityledger.authority.acts.Field;

/** What fields of commands are called: as on the form of the act, where it has the field. */
final class FieldNames {

    private static final Pattern PLACE = Pattern.compile("\\[(\\d+)]");
    private static final Map<String, String> OTHERS = Map.ofEntries(Map.entry("grantor", "Grantor"), Map.entry("grantor.name", "Grantor"),
            Map.entry("grantor.cik", "Grantor, number"), Map.entry("grantor.kind", "Grantor, person or entity"),
            Map.entry("grantorId", "Grantor in the ledger"), Map.entry("grantorName", "Grantor"), Map.entry("poaId", "Instrument"),
            Map.entry("issuer", "Company"), Map.entry("issuer.name", "Company"), Map.entry("issuer.issuerId", "Company in the ledger"),
            Map.entry("issuer.cik", "Company, number"), Map.entry("issuers", "Companies"), Map.entry("issuers[].name", "Company"),
            Map.entry("issuers[].issuerId", "Company in the ledger"), Map.entry("issuers[].cik", "Company, number"),
            Map.entry("attorneys", "Attorneys"), Map.entry("attorneys[]", "Attorney"), Map.entry("attorneys[].name", "Attorney"),
            Map.entry("attorneys[].attorneyId", "Attorney in the ledger"), Map.entry("attorneyId", "Attorney in the ledger"),
            Map.entry("substitute", "Substitute"), Map.entry("substitute.name", "Substitute"),
            Map.entry("substitute.attorneyId", "Substitute in the ledger"), Map.entry("signatory", "Signatory"),
            Map.entry("signatory.name", "Signatory"), Map.entry("signatory.partyId", "Signatory in the ledger"),
            Map.entry("signatory.kind", "Signatory, person or entity"), Map.entry("minimumSignatures", "How many must sign together"),
            Map.entry("powers", "Clauses"), Map.entry("powers[].clause", "Clause"), Map.entry("powers[].forms", "Forms"),
            Map.entry("powers[].text", "Words of the clause"), Map.entry("powers[].amendments", "With amendments"),
            Map.entry("powers[].capacities", "Capacities"), Map.entry("powers[].accessoryTo", "In addition to clauses"));

    private final Map<String, String> ofForm = new HashMap<>();

    private FieldNames() {}

    /** Those of the form of a command. */
    static FieldNames of(String command) {
        FieldNames names = new FieldNames();
        ActForms.ALL.stream().filter(form -> form.command().equals(command)).flatMap(form -> form.described())
                .forEach((Field.Described described) -> names.ofForm.putIfAbsent(described.path(), described.field().label()));
        return names;
    }

    /** What the field at a path is called, with the place of its member, from 1. */
    String label(String path) {
        String general = PLACE.matcher(path).replaceAll("[]");
        String name = OTHERS.getOrDefault(general, ofForm.getOrDefault(general, path));
        Matcher place = PLACE.matcher(path);
        return place.find() && !name.equals(path) ? name + " " + (Integer.parseInt(place.group(1)) + 1) : name;
    }
}
