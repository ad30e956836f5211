package org.authorityledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.PartyKind;
import org.authorityledger.events.RecordId;
import org.authorityledger.http.Problem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the second edition of the law lets be recorded, and what is refused, on both sides of each boundary: as it comes over the wire. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusalsTest {

    private static final String GRANT = """
            {'poaId': 'poa', 'grantor': {'name': 'Andrew Heaton'}, 'issuer': {'issuerId': 'hemacare', 'name': 'HemaCare Corporation'},
             'attorneys': [{'attorneyId': 'judi-irving', 'name': 'Judi Irving'}, {'attorneyId': 'david-fractor', 'name': 'David Fractor'},
               {'attorneyId': 'treasurer', 'name': 'Treasurer', 'office': true}],
             'powers': [{'clause': 'a', 'forms': ['4']}], 'executedOn': '2026-03-01'}
            """;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Heaton heaton = new Heaton();

    private void refused(String code, String path, ThrowingCallable attempt) {
        long before = heaton.version();
        Problem problem = catchThrowableOfType(Problem.class, attempt);
        assertThat(problem).as("a refusal").isNotNull();
        assertThat(problem.report().code()).isEqualTo(code);
        assertThat(problem.report().errors()).extracting(Problem.Fault::path).containsExactly(path);
        assertThat(heaton.version()).isEqualTo(before);
    }

    private void refused(String code, String path, String command, String fields) {
        refused(code, path, () -> heaton.says(command, fields));
    }

    private void recorded(ThrowingCallable attempt) {
        long before = heaton.version();
        assertThatCode(attempt).doesNotThrowAnyException();
        assertThat(heaton.version()).isEqualTo(before + 1);
    }

    private void recorded(String command, String fields) {
        recorded(() -> heaton.says(command, fields));
    }

    /** The terms of the grant of these tests, with other fields; one that is null is left out. */
    private static String grant(String others) {
        ObjectNode grant = (ObjectNode) JSON.readTree(GRANT.replace('\'', '"'));
        ((ObjectNode) JSON.readTree(others.replace('\'', '"'))).properties().forEach(field -> {
            if (field.getValue().isNull()) {
                grant.remove(field.getKey());
            } else {
                grant.set(field.getKey(), field.getValue());
            }
        });
        return JSON.writeValueAsString(grant);
    }

    private RecordId granted(String others) {
        return heaton.says("GrantPowerOfAttorney", grant(others));
    }

    private void granted(String poa, String others) {
        String named = grant(others).replace("\"poaId\":\"poa\"", "\"poaId\":\"" + poa + "\"");
        recorded("GrantPowerOfAttorney", named);
    }

    private void grantRefused(String code, String path, String others) {
        refused(code, path, "GrantPowerOfAttorney", grant(others));
    }

    /** A rider with these fields of its own. */
    private static String rider(String others) {
        return grant("{'executedOn': '2026-04-01', 'effectiveOn': '2026-04-10'}").transform(base -> {
            ObjectNode rider = (ObjectNode) JSON.readTree(base);
            ((ObjectNode) JSON.readTree(others.replace('\'', '"'))).properties()
                    .forEach(field -> rider.set(field.getKey(), field.getValue()));
            return JSON.writeValueAsString(rider);
        });
    }

    private static String correction(String others) {
        return rider(others).replaceFirst("}$", ",\"reason\":\"misread\"}");
    }

    @Test
    void a_short_form_and_the_full_one_are_both_given_only_where_they_agree() {
        String issuer = "{'issuerId': 'hemacare', 'name': 'HemaCare Corporation'}";
        granted("short", "{'minimumSignatures': 2, 'substitutionAllowed': true}");
        granted("full", "{'issuer': null, 'issuers': [" + issuer + "], 'signing': {'minimum': 2}, 'substitution': 'ALLOWED'}");
        granted("both", "{'issuers': [" + issuer + "], 'minimumSignatures': 2, 'signing': {'minimum': 2}, 'substitutionAllowed': true,"
                + " 'substitution': 'ALLOWED'}");
        grantRefused("MALFORMED", "issuer", "{'issuers': ['ANY']}");
        grantRefused("MALFORMED", "minimumSignatures", "{'minimumSignatures': 1, 'signing': {'minimum': 2}}");
        grantRefused("MALFORMED", "substitutionAllowed", "{'substitutionAllowed': false, 'substitution': 'ALLOWED'}");
        grantRefused("MALFORMED", "substitutionAllowed", "{'substitutionAllowed': 'yes'}");
        grantRefused("MALFORMED", "issuer", "{'issuer': null}");
    }

    @Test
    void a_fault_in_a_short_form_is_shown_where_the_client_wrote_it() {
        grantRefused("MINIMUM_SIGNATURES_OUT_OF_RANGE", "minimumSignatures", "{'minimumSignatures': 4}");
        grantRefused("MINIMUM_SIGNATURES_OUT_OF_RANGE", "signing.minimum", "{'signing': {'minimum': 4}}");
        grantRefused("MALFORMED", "issuer.issuerId", "{'issuer': {'issuerId': 'any', 'name': 'Any Corp'}}");
        grantRefused("MALFORMED", "issuers[0].issuerId", "{'issuer': null, 'issuers': [{'issuerId': 'any', 'name': 'Any Corp'}]}");
    }

    @Test
    void every_company_stands_alone_and_a_company_is_named_once() {
        String acme = "{'issuerId': 'acme', 'name': 'Acme'}";
        granted("several", "{'issuer': null, 'issuers': [" + acme + ", {'issuerId': 'aar', 'name': 'AAR'}]}");
        grantRefused("MALFORMED", "issuers[1]", "{'issuer': null, 'issuers': [" + acme + ", 'ANY']}");
        grantRefused("NAMED_TWICE", "issuers[1].issuerId", "{'issuer': null, 'issuers': [" + acme + ", " + acme + "]}");
    }

    @Test
    void a_hundred_companies_on_one_paper_are_recorded_and_too_many_places_are_not() {
        granted("hundred", "{'issuer': null, 'issuers': [" + companies(100) + "]}");
        granted("most", "{'issuer': null, 'issuers': [" + companies(500) + "]}");
        grantRefused("LIMIT_EXCEEDED", "issuers", "{'issuer': null, 'issuers': [" + companies(501) + "]}");
        grantRefused("LIMIT_EXCEEDED", "issuers", "{'issuer': null, 'issuers': [" + companies(401) + "], 'attorneys': ["
                + several(5, "{'attorneyId': 'a%d', 'name': 'A'}") + "]}");
        granted("edge", "{'issuer': null, 'issuers': [" + companies(400) + "], 'attorneys': ["
                + several(5, "{'attorneyId': 'a%d', 'name': 'A'}") + "]}");
    }

    private static String companies(int number) {
        return several(number, "{'issuerId': 'c%d', 'name': 'C'}");
    }

    private static String several(int number, String one) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < number; i++) {
            all.append(i == 0 ? "" : ", ").append(one.formatted(i));
        }
        return all.toString();
    }

    @Test
    void an_empty_or_malformed_form_is_refused_and_any_other_type_of_edgar_is_accepted() {
        granted("other", "{'powers': [{'clause': 'a', 'forms': ['13F-HR', 'sc to', '10-K', 'ALL']}]}");
        grantRefused("NO_FORM", "powers[0].forms", "{'powers': [{'clause': 'a', 'forms': []}]}");
        for (String malformed : new String[]{ "", " ", "4/A", "13F_HR?", "THIS NAME IS FAR TOO LONG"}) {
            grantRefused("MALFORMED", "powers[0].forms[0]", "{'powers': [{'clause': 'a', 'forms': ['" + malformed + "']}]}");
        }
    }

    @Test
    void an_accessory_clause_belongs_to_another_that_lists_forms_and_lists_none() {
        granted("accessory", "{'powers': [{'clause': 'a', 'forms': ['4']}, {'clause': 'b', 'accessoryTo': ['a']}]}");
        grantRefused("ACCESSORY_WITH_FORMS", "powers[1].forms",
                "{'powers': [{'clause': 'a', 'forms': ['4']}, {'clause': 'b', 'forms': ['5'], 'accessoryTo': ['a']}]}");
        grantRefused("ACCESSORY_TO_NO_CLAUSE", "powers[1].accessoryTo",
                "{'powers': [{'clause': 'a', 'forms': ['4']}, {'clause': 'b', 'accessoryTo': ['c']}]}");
        grantRefused("ACCESSORY_TO_NO_CLAUSE", "powers[1].accessoryTo",
                "{'powers': [{'clause': 'a', 'forms': ['4']}, {'clause': 'b', 'accessoryTo': ['b']}]}");
        grantRefused("ACCESSORY_TO_NO_CLAUSE", "powers[2].accessoryTo", "{'powers': [{'clause': 'a', 'forms': ['4']},"
                + " {'clause': 'b', 'accessoryTo': ['a']}, {'clause': 'c', 'accessoryTo': ['b']}]}");
    }

    @Test
    void what_an_accessory_clause_says_of_capacities_and_signing_is_what_its_clauses_say() {
        String two = "{'minimumSignatures': 2, 'powers': [{'clause': 'a', 'forms': ['4'], 'capacities': ['OFFICER']%s},"
                + " {'clause': 'b', 'accessoryTo': ['a']%s}]}";
        granted("same", two.formatted("", ", 'capacities': ['OFFICER', 'DIRECTOR'], 'signing': {'minimum': 2}"));
        granted("own", two.formatted(", 'signing': {'minimum': 1}", ", 'signing': {'minimum': 1}"));
        granted("amendments", two.formatted("", ", 'amendments': true"));
        grantRefused("ACCESSORY_SAYS_OTHERWISE", "powers[1].amendments", two.formatted("", ", 'amendments': false"));
        grantRefused("ACCESSORY_SAYS_OTHERWISE", "powers[1].capacities", two.formatted("", ", 'capacities': ['DIRECTOR']"));
        grantRefused("ACCESSORY_SAYS_OTHERWISE", "powers[1].capacities",
                "{'powers': [{'clause': 'a', 'forms': ['4']}, {'clause': 'b', 'accessoryTo': ['a'], 'capacities': ['OFFICER']}]}");
        grantRefused("ACCESSORY_SAYS_OTHERWISE", "powers[1].signing", two.formatted("", ", 'signing': {'minimum': 1}"));
        grantRefused("ACCESSORY_SAYS_OTHERWISE", "powers[1].signing",
                two.formatted(", 'signing': {'minimum': 1}", ", 'signing': {'minimum': 2}"));
    }

    @Test
    void a_signing_rule_is_a_minimum_or_groups_and_not_both() {
        String groups = "'groups': [{'of': ['judi-irving'], 'minimum': 1}]";
        granted("one-beside-groups", "{'signing': {'minimum': 1, " + groups + "}}");
        grantRefused("MINIMUM_BESIDE_GROUPS", "signing.minimum", "{'signing': {'minimum': 3, " + groups + "}}");
        grantRefused("MINIMUM_BESIDE_GROUPS", "signing.minimum", "{'signing': {'minimum': 0, " + groups + "}}");
        grantRefused("MINIMUM_BESIDE_GROUPS", "powers[0].signing.minimum",
                "{'powers': [{'clause': 'a', 'forms': ['4'], 'signing': {'minimum': 2, " + groups + "}}]}");
    }

    @Test
    void a_clause_is_of_attorneys_of_the_instrument_who_can_meet_its_rule() {
        granted("clause", "{'powers': [{'clause': 'a', 'forms': ['4'], 'attorneys': ['judi-irving', 'treasurer'],"
                + " 'signing': {'minimum': 2}}]}");
        grantRefused("MINIMUM_SIGNATURES_OUT_OF_RANGE", "powers[0].signing.minimum", "{'powers': [{'clause': 'a', 'forms': ['4'],"
                + " 'attorneys': ['judi-irving', 'treasurer'], 'signing': {'minimum': 3}}]}");
        grantRefused("OUTSIDE_INSTRUMENT", "powers[0].attorneys[1]",
                "{'powers': [{'clause': 'a', 'forms': ['4'], 'attorneys': ['judi-irving', 'katherine-kwiat']}]}");
        grantRefused("NAMED_TWICE", "powers[0].attorneys[1]",
                "{'powers': [{'clause': 'a', 'forms': ['4'], 'attorneys': ['judi-irving', 'judi-irving']}]}");
        grantRefused("SIGNING_RULE_CANNOT_BE_MET", "powers[0].attorneys",
                "{'minimumSignatures': 2, 'powers': [{'clause': 'a', 'forms': ['4'], 'attorneys': ['judi-irving']}]}");
        granted("own", "{'minimumSignatures': 2, 'powers': [{'clause': 'a', 'forms': ['4'], 'attorneys': ['judi-irving'],"
                + " 'signing': {'minimum': 1}}]}");
    }

    @Test
    void each_group_is_of_the_instrument_and_all_can_be_met_by_different_people() {
        String rule = "{'signing': {'groups': [{'of': [%s], 'minimum': %d}, {'of': [%s], 'minimum': %d}]}}";
        String irving = "'judi-irving'";
        String both = "'judi-irving', 'david-fractor'";
        granted("z-with-one-of-two", rule.formatted(irving, 1, "'david-fractor', 'treasurer'", 1));
        granted("overlapping", rule.formatted(both, 1, both, 1));
        grantRefused("SIGNING_RULE_CANNOT_BE_MET", "signing.groups", rule.formatted(both, 2, irving, 1));
        grantRefused("SIGNING_RULE_CANNOT_BE_MET", "signing.groups", rule.formatted(irving, 1, irving, 1));
        grantRefused("MINIMUM_SIGNATURES_OUT_OF_RANGE", "signing.groups[0].minimum", rule.formatted(both, 3, irving, 1));
        grantRefused("MINIMUM_SIGNATURES_OUT_OF_RANGE", "signing.groups[1].minimum", rule.formatted(both, 1, irving, 0));
        grantRefused("MINIMUM_SIGNATURES_OUT_OF_RANGE", "signing.groups[0].minimum", rule.formatted("", 1, irving, 1));
        grantRefused("OUTSIDE_INSTRUMENT", "signing.groups[1].of[0]", rule.formatted(irving, 1, "'katherine-kwiat'", 1));
        grantRefused("NAMED_TWICE", "signing.groups[0].of[1]", rule.formatted(irving + ", " + irving, 1, irving, 1));
    }

    @Test
    void what_is_superseded_by_name_is_an_instrument_that_stands_and_another() {
        RecordId first = granted("{}");
        granted("second", "{'supersedes': ['poa']}");
        refused("SUPERSEDES_ITSELF", "supersedes[0]", "GrantPowerOfAttorney",
                grant("{'supersedes': ['third']}").replace("\"poaId\":\"poa\"", "\"poaId\":\"third\""));
        refused("UNKNOWN_INSTRUMENT", "supersedes[1]", "GrantPowerOfAttorney",
                grant("{'supersedes': ['poa', 'unheard-of']}").replace("\"poaId\":\"poa\"", "\"poaId\":\"third\""));
        refused("UNKNOWN_INSTRUMENT", "supersedes[0]", "AmendPowerOfAttorney", rider("{'supersedes': ['unheard-of']}"));
        refused("SUPERSEDES_ITSELF", "supersedes[0]", "CorrectPowerOfAttorney", correction("{'supersedes': ['poa']}"));
        heaton.retracts(first);
        refused("UNKNOWN_INSTRUMENT", "supersedes[0]", "GrantPowerOfAttorney",
                grant("{'supersedes': ['poa']}").replace("\"poaId\":\"poa\"", "\"poaId\":\"third\""));
    }

    @Test
    void a_rider_is_signed_and_takes_effect_with_the_instrument_or_later() {
        granted("{'effectiveOn': '2026-03-10'}");
        recorded("AmendPowerOfAttorney", rider("{'executedOn': '2026-03-01', 'effectiveOn': '2026-03-10'}"));
        refused("AMENDED_BEFORE_EFFECTIVE", "effectiveOn", "AmendPowerOfAttorney",
                rider("{'executedOn': '2026-03-01', 'effectiveOn': '2026-03-09'}"));
        refused("AMENDED_BEFORE_EXECUTED", "executedOn", "AmendPowerOfAttorney",
                rider("{'executedOn': '2026-02-28', 'effectiveOn': '2026-03-10'}"));
        refused("IN_THE_FUTURE", "executedOn", "AmendPowerOfAttorney", rider("{'executedOn': '2026-07-01', 'effectiveOn': '2026-07-01'}"));
        recorded("AmendPowerOfAttorney", rider("{'executedOn': '2026-06-30', 'effectiveOn': '2026-07-01'}"));
        refused("UNKNOWN_INSTRUMENT", "poaId", "AmendPowerOfAttorney", rider("{'poaId': 'other'}"));
        refused("GRANTOR_AS_OWN_ATTORNEY", "attorneys[0].attorneyId", "AmendPowerOfAttorney",
                rider("{'attorneys': [{'attorneyId': 'andrew-heaton', 'name': 'Himself'}]}"));
    }

    @Test
    void what_has_no_date_can_have_been_signed_before_the_day_given() {
        granted("{'undated': true}");
        recorded("RevokePowerOfAttorney", "{'poaId': 'poa', 'signedOn': '2026-02-28'}");
        recorded("AmendPowerOfAttorney", rider("{'executedOn': '2026-02-28'}"));
        recorded("CorrectPowerOfAttorney", grant("{'undated': false, 'reason': 'found'}"));
        refused("SIGNED_BEFORE_EXECUTED", "signedOn", "RevokePowerOfAttorney", "{'poaId': 'poa', 'signedOn': '2026-02-28'}");
        recorded("RevokePowerOfAttorney", "{'poaId': 'poa', 'signedOn': '2026-03-01'}");
    }

    @Test
    void a_rider_that_stands_is_corrected() {
        granted("{}");
        RecordId rider = heaton.says("AmendPowerOfAttorney", rider("{}"));
        recorded("CorrectPowerOfAttorney", correction("{'amendment': '" + rider + "'}"));
        RecordId revocation = heaton.says("RevokePowerOfAttorney", "{'poaId': 'poa', 'signedOn': '2026-05-01'}");
        refused("UNKNOWN_AMENDMENT", "amendment", "CorrectPowerOfAttorney", correction("{'amendment': '" + revocation + "'}"));
        heaton.retracts(rider);
        refused("UNKNOWN_AMENDMENT", "amendment", "CorrectPowerOfAttorney", correction("{'amendment': '" + rider + "'}"));
    }

    @Test
    void a_revocation_names_anyone_who_holds_or_will_hold_under_the_instrument() {
        granted("{'substitution': 'ALLOWED'}");
        String kwiat = "{'attorneyId': 'katherine-kwiat', 'name': 'Katherine Kwiat'}";
        String naming = "{'poaId': 'poa', 'signedOn': '2026-06-01', 'attorneys': ['%s']}";
        refused("OUTSIDE_INSTRUMENT", "attorneys[0]", "RevokePowerOfAttorney", naming.formatted("katherine-kwiat"));
        RecordId appointment = heaton.says("AppointSubstitute",
                "{'poaId': 'poa', 'attorneyId': 'judi-irving', 'substitute': " + kwiat + ", 'effectiveOn': '2026-04-01'}");
        recorded("RevokePowerOfAttorney", naming.formatted("katherine-kwiat"));
        recorded("ResignAsAttorney", "{'poaId': 'poa', 'attorneyId': 'katherine-kwiat', 'effectiveOn': '2026-05-01'}");
        heaton.retracts(appointment);
        refused("OUTSIDE_INSTRUMENT", "attorneys[0]", "RevokePowerOfAttorney", naming.formatted("katherine-kwiat"));
        refused("UNKNOWN_ATTORNEY", "attorneyId", "ResignAsAttorney",
                "{'poaId': 'poa', 'attorneyId': 'katherine-kwiat', 'effectiveOn': '2026-05-01'}");
        recorded("RecordIncumbency", "{'poaId': 'poa', 'officeId': 'treasurer', 'holder': " + kwiat + ", 'from': '2026-04-01'}");
        recorded("RevokePowerOfAttorney", naming.formatted("katherine-kwiat"));

        String stover = "{'attorneys': [{'attorneyId': 'joann-stover', 'name': 'JoAnn Stover'}]}";
        recorded("AmendPowerOfAttorney", rider(stover));
        recorded("AmendPowerOfAttorney", rider("{}"));
        recorded("RevokePowerOfAttorney", naming.formatted("joann-stover"));
        refused("OUTSIDE_INSTRUMENT", "attorneys[0]", "RevokePowerOfAttorney", naming.formatted("a-stranger"));
    }

    @Test
    void a_revocation_is_delivered_to_whom_it_names_or_to_an_issuer() {
        granted("{}");
        RecordId revocation = heaton.says("RevokePowerOfAttorney",
                "{'poaId': 'poa', 'signedOn': '2026-05-01', 'attorneys': ['judi-irving'],"
                        + " 'deliveries': [{'attorneyId': 'judi-irving', 'deliveredOn': '2026-05-01'},"
                        + " {'to': 'ISSUER', 'deliveredOn': '2026-05-02'}], 'by': 'GUARDIAN'}");
        String delivery = "{'poaId': 'poa', 'revocation': '" + revocation + "', %s 'deliveredOn': '%s'}";
        recorded("RecordRevocationDelivery", delivery.formatted("'to': 'ISSUER',", "2026-05-01"));
        refused("DELIVERED_BEFORE_SIGNED", "deliveredOn", "RecordRevocationDelivery", delivery.formatted("'to': 'ISSUER',", "2026-04-30"));
        refused("IN_THE_FUTURE", "deliveredOn", "RecordRevocationDelivery", delivery.formatted("'to': 'ISSUER',", "2026-07-01"));
        refused("MALFORMED", "attorneyId", "RecordRevocationDelivery", delivery.formatted("", "2026-05-01"));
        refused("MALFORMED", "attorneyId", "RecordRevocationDelivery",
                delivery.formatted("'to': 'ISSUER', 'attorneyId': 'judi-irving',", "2026-05-01"));
        refused("OUTSIDE_INSTRUMENT", "attorneyId", "RecordRevocationDelivery",
                delivery.formatted("'attorneyId': 'david-fractor',", "2026-05-01"));
        refused("MALFORMED", "deliveries[0].attorneyId", "RevokePowerOfAttorney",
                "{'poaId': 'poa', 'signedOn': '2026-05-01', 'deliveries': [{'deliveredOn': '2026-05-01'}]}");
    }

    @Test
    void a_substitute_appoints_another_only_with_power_of_resubstitution() {
        String appointment = "{'poaId': 'poa', 'attorneyId': '%s', 'substitute': {'attorneyId': '%s', 'name': 'S'}, 'effectiveOn': '2026-04-01'}";
        granted("{'substitution': 'ALLOWED'}");
        heaton.says("AppointSubstitute", appointment.formatted("judi-irving", "first"));
        refused("SUBSTITUTION_NOT_ALLOWED", "poaId", "AppointSubstitute", appointment.formatted("first", "second"));
        heaton.says("CorrectPowerOfAttorney", grant("{'substitution': 'WITH_RESUBSTITUTION', 'reason': 'misread'}"));
        recorded("AppointSubstitute", appointment.formatted("first", "second"));
        recorded("AppointSubstitute", appointment.formatted("second", "first"));
        refused("NAMED_TWICE", "substitute.attorneyId", "AppointSubstitute", appointment.formatted("second", "second"));
        refused("GRANTOR_AS_OWN_ATTORNEY", "substitute.attorneyId", "AppointSubstitute", appointment.formatted("second", "andrew-heaton"));
        refused("UNKNOWN_ATTORNEY", "attorneyId", "AppointSubstitute", appointment.formatted("third", "fourth"));
    }

    @Test
    void one_who_appoints_passes_on_only_the_issuers_capacities_and_days_that_they_have() {
        granted("{'substitution': 'ALLOWED', 'issuer': null, 'issuers': [{'issuerId': 'acme', 'name': 'Acme'},"
                + " {'issuerId': 'aar', 'name': 'AAR'}], 'powers': [{'clause': 'a', 'forms': ['4'], 'capacities': ['OFFICER']}]}");
        String appointment = "{'poaId': 'poa', 'attorneyId': 'judi-irving', 'substitute': {'attorneyId': 's', 'name': 'S'},"
                + " 'effectiveOn': '2026-04-01', %s}";
        recorded("AppointSubstitute", appointment.formatted("'issuers': ['acme'], 'capacities': ['OFFICER'], 'until': '2026-04-02'"));
        refused("OUTSIDE_ATTORNEYS_ISSUERS", "issuers", "AppointSubstitute", appointment.formatted("'issuers': ['acme', 'berkshire']"));
        refused("OUTSIDE_ATTORNEYS_CAPACITIES", "capacities", "AppointSubstitute",
                appointment.formatted("'capacities': ['OFFICER', 'DIRECTOR']"));
        refused("OUTSIDE_ATTORNEYS_FORMS", "forms", "AppointSubstitute", appointment.formatted("'forms': ['4', '13F-HR']"));
        refused("UNTIL_NOT_AFTER_FROM", "until", "AppointSubstitute", appointment.formatted("'until': '2026-04-01'"));
        recorded("AppointSubstitute", appointment.formatted("'as': 'CO_AGENT'"));
        refused("MALFORMED", "as", "AppointSubstitute", appointment.formatted("'as': 'FRIEND'"));
    }

    @Test
    void the_terms_on_the_day_say_who_can_appoint() {
        granted("{}");
        recorded("AmendPowerOfAttorney", rider("{'substitution': 'ALLOWED'}"));
        String appointment = "{'poaId': 'poa', 'attorneyId': 'judi-irving', 'substitute': {'attorneyId': 's', 'name': 'S'},"
                + " 'effectiveOn': '%s'}";
        refused("SUBSTITUTION_NOT_ALLOWED", "poaId", "AppointSubstitute", appointment.formatted("2026-04-09"));
        recorded("AppointSubstitute", appointment.formatted("2026-04-10"));
    }

    @Test
    void chains_of_substitutes_do_not_grow_without_end() {
        granted("{'substitution': 'WITH_RESUBSTITUTION', 'attorneys': [{'attorneyId': 'root', 'name': 'Root'}]}");
        String appointment = "{'poaId': 'poa', 'attorneyId': '%s', 'substitute': {'attorneyId': '%s', 'name': 'S'}, 'effectiveOn': '2026-04-01'}";
        int several = 6;
        for (int i = 0; i < several; i++) {
            recorded("AppointSubstitute", appointment.formatted("root", "s" + i));
        }
        for (int i = 0; i < several; i++) {
            for (int j = 0; j < several; j++) {
                if (i != j) {
                    recorded("AppointSubstitute", appointment.formatted("s" + i, "s" + j));
                }
            }
        }
        // 1957 authorities are given by now.
        recorded("AppointSubstitute", appointment.formatted("root", "one-more"));
        refused("TOO_MANY_AUTHORITIES", "substitute.attorneyId", "AppointSubstitute", appointment.formatted("one-more", "s0"));
        refused("TOO_MANY_AUTHORITIES", "attorneys", "AmendPowerOfAttorney",
                rider("{'substitution': 'WITH_RESUBSTITUTION', 'attorneys': [{'attorneyId': 'root', 'name': 'Root'}]}"));
        refused("TOO_MANY_AUTHORITIES", "attorneys", "CorrectPowerOfAttorney",
                grant("{'substitution': 'WITH_RESUBSTITUTION', 'attorneys': [{'attorneyId': 'root', 'name': 'Root'}], 'issuer': null,"
                        + " 'issuers': [" + companies(2) + "], 'reason': 'misread'}"));
        recorded("AmendPowerOfAttorney", rider("{}"));
    }

    @Test
    void riders_and_incumbencies_do_not_multiply_without_end() {
        String many = "{'issuer': null, 'issuers': [" + companies(300) + "], 'attorneys': [%s {'attorneyId': 'office', 'name': 'Office',"
                + " 'office': true}, " + several(4, "{'attorneyId': 'a%d', 'name': 'A'}") + "], 'effectiveOn': '2026-05-01'}";
        granted(many.formatted(""));
        String holder = "{'poaId': 'poa', 'officeId': 'office', 'holder': {'attorneyId': 'h%d', 'name': 'H'}, 'from': '2026-05-01'}";
        recorded("RecordIncumbency", holder.formatted(0));
        recorded("RecordIncumbency", holder.formatted(1));
        refused("TOO_MANY_AUTHORITIES", "holder.attorneyId", "RecordIncumbency", holder.formatted(2));
        refused("TOO_MANY_AUTHORITIES", "attorneys", "AmendPowerOfAttorney", rider(many.formatted("").replace("2026-05-01", "2026-06-01")));
    }

    @Test
    void an_entity_does_not_die_and_a_person_is_not_dissolved() {
        granted("{}");
        refused("DISSOLUTION_OF_A_PERSON", "grantorId", "RecordGrantorDissolution", "{'on': '2026-06-30'}");
        recorded("RecordGrantorDeath", "{'on': '2026-06-30'}");
        heaton.elsewhere(AttorneyId.of("andrew-heaton"), PartyKind.ENTITY);
        refused("DEATH_OF_AN_ENTITY", "grantorId", "RecordGrantorDeath", "{'on': '2026-06-30'}");
        refused("IN_THE_FUTURE", "on", "RecordGrantorDissolution", "{'on': '2026-07-01'}");
        recorded("RecordGrantorDissolution", "{'on': '2026-06-30'}");
        recorded("RecordGrantorIncapacity", "{'on': '2026-06-30'}");
        heaton.elsewhere(AttorneyId.of("andrew-heaton"), PartyKind.PERSON);
        refused("DISSOLUTION_OF_A_PERSON", "grantorId", "RecordGrantorDissolution", "{'on': '2026-06-30'}");
    }

    @Test
    void a_notice_is_of_the_past_and_each_has_one() {
        granted("{}");
        String death = "{'on': '2026-06-01', 'notices': [{'attorneyId': 'judi-irving', 'on': '2026-06-02'}, {'attorneyId': '%s', 'on': '%s'}]}";
        recorded("RecordGrantorDeath", death.formatted("someone-who-signs-for-an-attorney", "2026-06-30"));
        refused("NAMED_TWICE", "notices[1].attorneyId", "RecordGrantorDeath", death.formatted("judi-irving", "2026-06-30"));
        refused("IN_THE_FUTURE", "notices[1].on", "RecordGrantorIncapacity", death.formatted("david-fractor", "2026-07-01"));
    }

    @Test
    void an_attorney_or_signatory_dies_or_loses_capacity_and_an_office_does_not() {
        granted("{}");
        String of = "{'attorneyId': '%s', 'on': '%s'}";
        recorded("RecordAttorneyDeath", of.formatted("judi-irving", "2026-06-30"));
        refused("IN_THE_FUTURE", "on", "RecordAttorneyDeath", of.formatted("judi-irving", "2026-07-01"));
        refused("IN_THE_FUTURE", "on", "RecordAttorneyIncapacity", of.formatted("judi-irving", "2026-07-01"));
        refused("UNKNOWN_ATTORNEY", "attorneyId", "RecordAttorneyDeath", of.formatted("a-signatory", "2026-06-30"));
        refused("UNKNOWN_ATTORNEY", "attorneyId", "RecordAttorneyIncapacity", of.formatted("a-signatory", "2026-06-30"));
        recorded("RecordSignatory", "{'signatory': {'partyId': 'a-signatory', 'name': 'S'}, 'capacity': 'TRUSTEE', 'from': '2026-01-01'}");
        recorded("RecordAttorneyDeath", of.formatted("a-signatory", "2026-06-30"));
        recorded("RecordAttorneyIncapacity", of.formatted("a-signatory", "2026-06-30"));
        refused("DEATH_OF_AN_OFFICE", "attorneyId", "RecordAttorneyDeath", of.formatted("treasurer", "2026-06-30"));
        refused("DEATH_OF_AN_OFFICE", "attorneyId", "RecordAttorneyIncapacity", of.formatted("treasurer", "2026-06-30"));
        heaton.elsewhere(AttorneyId.of("judi-irving"), PartyKind.ENTITY);
        refused("DEATH_OF_AN_ENTITY", "attorneyId", "RecordAttorneyDeath", of.formatted("judi-irving", "2026-06-30"));
        recorded("RecordAttorneyIncapacity", of.formatted("judi-irving", "2026-06-30"));
    }

    @Test
    void a_signatory_can_be_the_first_thing_recorded_of_an_entity() {
        String signatory = "{'grantor': {'name': 'Heaton Fund'}, 'signatory': {'partyId': '%s', 'name': 'S', 'kind': 'PERSON'},"
                + " 'capacity': 'GENERAL_PARTNER', 'from': '2026-01-01' %s}";
        refused("ENTITY_AS_OWN_SIGNATORY", "signatory.partyId", "RecordSignatory", signatory.formatted("andrew-heaton", ""));
        refused("UNKNOWN_GRANTOR", "grantorId", "RecordGrantorIncapacity", "{'on': '2026-06-30'}");
        recorded("RecordSignatory", signatory.formatted("s", ""));
        refused("UNTIL_NOT_AFTER_FROM", "until", "RecordSignatory", signatory.formatted("s", ", 'until': '2026-01-01'"));
        recorded("RecordSignatory", signatory.formatted("s", ", 'until': '2026-01-02'"));
        refused("MINIMUM_SIGNATURES_OUT_OF_RANGE", "minimumSignatories", "RecordSignatory",
                signatory.formatted("s", ", 'minimumSignatories': 0"));
        recorded("RecordSignatory", signatory.formatted("s", ", 'minimumSignatories': 1, 'forms': ['SC 13G', '13F-HR']"));
        refused("MALFORMED", "capacity", "RecordSignatory", signatory.formatted("s", "").replace("GENERAL_PARTNER", "KING"));
        refused("MALFORMED", "forms[0]", "RecordSignatory", signatory.formatted("s", ", 'forms': ['']"));
    }

    @Test
    void only_a_party_that_is_stated_to_be_a_person_has_no_signatories() {
        String signatory = "{%s 'signatory': {'partyId': 's', 'name': 'S'}, 'capacity': 'OTHER', 'from': '2026-01-01'}";
        heaton.elsewhere(AttorneyId.of("andrew-heaton"), PartyKind.PERSON);
        refused("SIGNATORY_OF_A_PERSON", "grantorId", "RecordSignatory", signatory.formatted(""));
        heaton.elsewhere(AttorneyId.of("andrew-heaton"), PartyKind.ENTITY);
        recorded("RecordSignatory", signatory.formatted(""));
        refused("SIGNATORY_OF_A_PERSON", "grantorId", "RecordSignatory",
                signatory.formatted("'grantor': {'name': 'Heaton', 'kind': 'PERSON'},"));
    }

    @Test
    void a_signatory_that_stands_is_ended() {
        RecordId signatory = heaton.says("RecordSignatory",
                "{'signatory': {'partyId': 's', 'name': 'S'}, 'capacity': 'OTHER', 'from': '2026-01-01'}");
        recorded("EndSignatory", "{'signatory': '" + signatory + "', 'effectiveOn': '2027-01-01'}");
        RecordId another = heaton.says("RecordSignatory",
                "{'signatory': {'partyId': 't', 'name': 'T'}, 'capacity': 'OTHER', 'from': '2026-01-01'}");
        heaton.retracts(signatory);
        refused("UNKNOWN_SIGNATORY", "signatory", "EndSignatory", "{'signatory': '" + signatory + "', 'effectiveOn': '2027-01-01'}");
        recorded("EndSignatory", "{'signatory': '" + another + "', 'effectiveOn': '2027-01-01'}");
        refused("MALFORMED", "signatory", "EndSignatory", "{'signatory': 's', 'effectiveOn': '2027-01-01'}");
    }

    @Test
    void a_confirmation_is_of_an_instrument_by_a_filing_of_the_past() {
        granted("{}");
        String filed = "{'poaId': '%s', 'accession': '%s', 'form': '%s', 'filedOn': '%s'}";
        recorded("RecordConfirmationFiled", filed.formatted("poa", "0001181431-04-028213", "4", "2026-06-30"));
        recorded("RecordConfirmationFiled", filed.formatted("poa", "000118143104028213", "13F-HR", "2026-06-30"));
        refused("IN_THE_FUTURE", "filedOn", "RecordConfirmationFiled", filed.formatted("poa", "0001181431-04-028213", "4", "2026-07-01"));
        refused("UNKNOWN_INSTRUMENT", "poaId", "RecordConfirmationFiled", filed.formatted("p", "0001181431-04-028213", "4", "2026-06-30"));
        refused("NO_FORM", "form", "RecordConfirmationFiled", filed.formatted("poa", "0001181431-04-028213", "ALL", "2026-06-30"));
        refused("MALFORMED", "form", "RecordConfirmationFiled", filed.formatted("poa", "0001181431-04-028213", "", "2026-06-30"));
        refused("MALFORMED", "accession", "RecordConfirmationFiled", filed.formatted("poa", "0001181431-04-28213", "4", "2026-06-30"));
    }

    @Test
    void a_grantor_whose_records_are_all_retracted_is_unknown() {
        RecordId grant = granted("{}");
        String duty = "{'issuerId': 'hemacare', 'effectiveOn': '2026-06-30'}";
        recorded("RecordReportingBegan", duty);
        RecordId cessation = heaton.says("RecordCessation", duty);
        heaton.retracts(grant);
        recorded("RecordResumption", duty);
        heaton.says("RecordCessation", duty);
        Heaton other = new Heaton();
        RecordId only = other.says("GrantPowerOfAttorney", GRANT);
        other.retracts(only);
        for (String command : new String[]{ "RecordReportingBegan", "RecordCessation", "RecordResumption"}) {
            Problem problem = catchThrowableOfType(Problem.class, () -> other.says(command, duty));
            assertThat(problem.report().code()).isEqualTo("UNKNOWN_GRANTOR");
        }
        for (String command : new String[]{ "RecordGrantorDeath", "RecordGrantorIncapacity", "RecordGrantorDissolution"}) {
            Problem problem = catchThrowableOfType(Problem.class, () -> other.says(command, "{'on': '2026-06-30'}"));
            assertThat(problem.report().code()).isEqualTo("UNKNOWN_GRANTOR");
        }
        assertThatCode(() -> other.says("GrantPowerOfAttorney", GRANT.replace("'poa'", "'poa-2'"))).doesNotThrowAnyException();
        assertThat(cessation).isNotNull();
    }

    @Test
    void a_retraction_in_the_middle_takes_with_it_what_depends_on_it_once() {
        granted("{}");
        RecordId rider = heaton.says("AmendPowerOfAttorney", rider("{}"));
        RecordId correction = heaton.says("CorrectPowerOfAttorney", correction("{'amendment': '" + rider + "'}"));
        recorded("AmendPowerOfAttorney", rider("{}"));
        RecordId signatory = heaton.says("RecordSignatory",
                "{'signatory': {'partyId': 's', 'name': 'S'}, 'capacity': 'OTHER', 'from': '2026-01-01'}");
        RecordId end = heaton.says("EndSignatory", "{'signatory': '" + signatory + "', 'effectiveOn': '2027-01-01'}");
        heaton.retracts(rider);
        refused("ALREADY_RETRACTED", "recordId", "RetractRecord", "{'recordId': '" + correction + "', 'reason': 'error'}");
        heaton.retracts(signatory);
        refused("ALREADY_RETRACTED", "recordId", "RetractRecord", "{'recordId': '" + end + "', 'reason': 'error'}");
    }
}
