package org.authorityledger.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Document;
import org.authorityledger.events.Form;
import org.authorityledger.events.GrantorCeasedReporting;
import org.authorityledger.events.GrantorDied;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Issuer;
import org.authorityledger.events.IssuerId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.OnBehalfOf;
import org.authorityledger.events.Party;
import org.authorityledger.events.PartyId;
import org.authorityledger.events.PoaId;
import org.authorityledger.events.Power;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyGranted;
import org.authorityledger.events.RecordId;
import org.authorityledger.events.Regime;
import org.authorityledger.events.RevocationTakesEffect;
import org.authorityledger.events.Signatory;
import org.authorityledger.events.SignatoryCapacity;
import org.authorityledger.events.SignatoryRecorded;
import org.authorityledger.events.SigningRule;
import org.authorityledger.events.SubstitutionPower;
import org.authorityledger.events.Terms;
import org.authorityledger.proof.note.VerifierKey;
import org.authorityledger.proof.receipt.ReceiptCheck;
import org.authorityledger.store.RecordIds;
import org.authorityledger.testsupport.LedgerForTests;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What the second edition of the law can be asked over HTTP: chains, remarks, signatories, papers and gaps. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondEditionApiTest extends OnAQueryNode {

    private static final String PAPER = "ab".repeat(32);

    private final Map<GrantorId, Long> sequences = new HashMap<>();
    private RecordId signatory = new RecordId(RecordIds.mint());
    private RecordId rider = signatory;
    private long end;

    private RecordId record(LegalAct act) {
        RecordId recordId = new RecordId(RecordIds.mint());
        long sequence = sequences.merge(act.grantorId(), 1L, Long::sum) - 1;
        end = LedgerForTests.record(appender, recordId, sequence, act).position().value();
        return recordId;
    }

    private static Terms terms(List<String> issuers, String attorney, String from, @Nullable String expiresOn, OnBehalfOf onBehalfOf,
            @Nullable Document document) {
        return new Terms(
                issuers.stream().map(id -> id.equals("ANY") ? Issuer.ANY : new Issuer(IssuerId.of(id), "Company " + id, null)).toList(),
                List.of(new Attorney(AttorneyId.of(attorney), "Name of " + attorney, null, null, false, false)),
                List.of(new Power("a", Set.of(Form.FORM_4, Form.SCHEDULE_13G), null, Set.of(), null)), SigningRule.SINGLY,
                LocalDate.parse("2020-01-02"), LocalDate.parse(from), expiresOn == null ? null : LocalDate.parse(expiresOn), Set.of(),
                SubstitutionPower.NONE, null, null, false, List.of(), RevocationTakesEffect.ON_DELIVERY_TO_ATTORNEY, onBehalfOf, false,
                true, document);
    }

    private void granted(String grantor, Terms terms) {
        record(new PowerOfAttorneyGranted(GrantorId.of(grantor), PoaId.of("p-" + grantor), new Party("Name of " + grantor, null), terms,
                null));
    }

    private RecordId signs(String entity, String who, SignatoryCapacity capacity) {
        return record(new SignatoryRecorded(GrantorId.of(entity), new Party("Name of " + entity, null),
                new Signatory(PartyId.of(who), "Name of " + who, null, null), capacity, "Title of " + who, LocalDate.parse("2020-01-01"),
                null, Set.of(), null, null, null, null));
    }

    @BeforeAll
    void a_fund_signs_through_its_general_partner_and_its_members_attorney() {
        signatory = signs("se-fund", "se-gp", SignatoryCapacity.GENERAL_PARTNER);
        signs("se-gp", "se-mia", SignatoryCapacity.MANAGING_MEMBER);
        granted("se-mia", terms(List.of("ANY"), "se-lee", "2020-01-02", null, OnBehalfOf.of(List.of(PartyId.of("se-gp"))), null));
        granted("se-ann", terms(List.of("se-acme", "se-berk"), "se-lee", "2020-01-02", "2021-12-31", OnBehalfOf.NONE,
                new Document(PAPER, "poa.pdf")));
        rider = record(new PowerOfAttorneyAmended(GrantorId.of("se-ann"), PoaId.of("p-se-ann"), null,
                terms(List.of("se-acme"), "se-kim", "2021-06-01", "2021-12-31", OnBehalfOf.NONE, null), null, null));
        granted("se-bob", terms(List.of("se-acme"), "se-kim", "2020-01-02", null, OnBehalfOf.NONE, new Document(PAPER, null)));
        granted("se-cay", terms(List.of("se-acme"), "se-kim", "2020-01-02", "2020-12-31", OnBehalfOf.NONE, null));
        record(new GrantorCeasedReporting(GrantorId.of("se-cay"), IssuerId.of("se-acme"), Set.of(Regime.SECTION_16),
                LocalDate.parse("2022-01-01"), null));
        granted("se-eve", terms(List.of("se-acme"), "se-llp", "2020-01-02", null, OnBehalfOf.NONE, null));
        signs("se-llp", "se-pat", SignatoryCapacity.GENERAL_PARTNER);
        signs("se-llp", "se-quy", SignatoryCapacity.GENERAL_PARTNER);
        granted("se-dee", terms(List.of("se-acme"), "se-old", "2020-01-02", null, OnBehalfOf.NONE, null));
        record(new GrantorDied(GrantorId.of("se-old"), LocalDate.parse("2021-01-01")));
        Terms plain = terms(List.of("se-acme"), "se-lee", "2020-01-02", null, OnBehalfOf.NONE, null);
        granted("se-fay", new Terms(plain.issuers(), plain.attorneys(),
                List.of(new Power("a", Set.of(Form.FORM_4), null, Set.of(), null),
                        new Power("b", Set.of(Form.FORM_144), null, Set.of(Capacity.DIRECTOR), null, List.of(), SigningRule.atLeast(2),
                                List.of())),
                plain.signing(), plain.executedOn(), plain.effectiveOn(), plain.expiresOn(), plain.untilCeasedReporting(),
                plain.substitution(), plain.durable(), plain.governingLaw(), plain.supersedesPrior(), plain.supersedes(),
                plain.revocationTakesEffect(), plain.onBehalfOf(), plain.undated(), plain.termsSeen(), plain.document()));
        awaitRegister(end);
    }

    private JsonNode ask(String pathAndQuery) {
        HttpResponse<String> response = LedgerForTests.get(port, pathAndQuery);
        assertThat(response.statusCode()).as("%s: %s", pathAndQuery, response.body()).isEqualTo(200);
        return LedgerForTests.json(response);
    }

    private static List<String> texts(JsonNode items, String field) {
        return items.valueStream().map(item -> item.path(field).asString()).toList();
    }

    private static String check(String grantor, String form, String issuer, String signer, String on) {
        return "/api/authority/check?grantor=" + grantor + "&form=" + form + "&issuer=" + issuer + "&signer=" + signer + "&on=" + on;
    }

    @Test
    void an_authority_in_a_list_says_which_of_its_clauses_have_rules_of_their_own() {
        JsonNode items = ask("/api/authorities?grantor=se-fay").path("items");

        assertThat(items).hasSize(1);
        assertThat(items.path(0).path("minimumSignatures").asInt()).isEqualTo(1);
        assertThat(items.path(0).path("clauseRules").toString())
                .isEqualTo("[{\"clause\":\"b\",\"forms\":[\"FORM_144\"],\"capacities\":[\"DIRECTOR\"],\"signing\":{\"minimum\":2}}]");
        assertThat(ask("/api/authorities?grantor=se-bob").path("items").path(0).has("clauseRules")).isFalse();
    }

    @Test
    void the_basis_of_a_check_has_the_rule_of_the_clause_that_covers_the_form() {
        JsonNode both = ask(check("se-fay", "144", "se-acme", "se-lee", "2021-01-01") + "&capacity=DIRECTOR");
        assertThat(both.path("reason").asString()).isEqualTo("JOINT_SIGNATURE_REQUIRED");
        assertThat(both.path("basis").path(0).path("signing").toString()).isEqualTo("{\"minimum\":2}");
        assertThat(both.path("basis").path(0).path("minimumSignatures").asInt()).isEqualTo(2);

        JsonNode alone = ask(check("se-fay", "4", "se-acme", "se-lee", "2021-01-01"));
        assertThat(alone.path("reason").asString()).isEqualTo("IN_FORCE");
        assertThat(alone.path("basis").path(0).path("minimumSignatures").asInt()).isEqualTo(1);
    }

    @Test
    void a_signature_by_a_signatorys_attorney_is_good_and_shows_the_chain_link_by_link() {
        JsonNode answer = ask(check("se-fund", "SC+13G", "se-acme", "se-lee", "2021-01-01"));

        assertThat(answer.path("reason").asString()).isEqualTo("SIGNED_BY_SIGNATORY");
        JsonNode chain = answer.path("basis").path(0).path("chain");
        assertThat(texts(chain, "partyId")).containsExactly("se-gp", "se-mia", "se-lee", "se-lee");
        assertThat(texts(chain, "by")).containsExactly("SIGNATORY", "SIGNATORY", "POWER_OF_ATTORNEY", "HAND");
        assertThat(chain.path(0).path("capacity").asString()).isEqualTo("GENERAL_PARTNER");
        assertThat(chain.path(0).path("recordId").asString()).isEqualTo(signatory.toString());
        assertThat(texts(answer.path("remarks"), "code")).contains("CONFIRMATION_NOT_ON_FILE");
        assertThat(answer.path("explanation").asString())
                .startsWith("Yes: Name of se-lee was allowed to sign Schedule 13G for Name of se-fund")
                .contains("Name of se-gp as general partner of Name of se-fund");
        assertThat(ask(check("se-fund", "SC+13G", "se-acme", "se-kim", "2021-01-01")).path("reason").asString()).isEqualTo("NO_SIGNATORY");
    }

    @Test
    void of_an_attorney_that_is_an_entity_every_way_to_a_hand_that_signed_is_shown() {
        String both = check("se-eve", "4", "se-acme", "se-pat&signer=se-quy", "2021-01-01");
        JsonNode basis = ask(both).path("basis").path(0);

        assertThat(texts(basis.path("chain"), "partyId")).as("the first").containsExactly("se-llp", "se-pat", "se-pat");
        assertThat(basis.path("chains").valueStream().map(chain -> texts(chain, "partyId"))).containsExactly(
                List.of("se-llp", "se-pat", "se-pat"), List.of("se-llp", "se-quy", "se-quy"));
        JsonNode one = ask(check("se-eve", "4", "se-acme", "se-quy", "2021-01-01")).path("basis").path(0);
        assertThat(one.path("chains")).hasSize(1);
        assertThat(ask(check("se-bob", "4", "se-acme", "se-kim", "2021-01-01")).path("basis").path(0).has("chains")).isFalse();
        HttpResponse<String> csv = LedgerForTests.post(port, "/api/authority/checks",
                "grantor,issuer,form,signer,on\nse-eve,se-acme,4,se-pat | se-quy,2021-01-01\n", "Content-Type", "text/csv", "Accept",
                "text/csv");
        assertThat(csv.body()).contains("se-llp > se-pat,", "se-llp > se-pat | se-llp > se-quy");
    }

    @Test
    void its_receipt_carries_every_stream_and_verifies_offline() {
        String key = LedgerForTests.get(port, "/log/keys", "Accept", "text/plain").body().lines().findFirst().orElseThrow().split(" ")[0];
        HttpResponse<String> receipt = LedgerForTests.get(port, check("se-fund", "SC+13G", "se-acme", "se-lee", "2021-01-01")
                + "&receipt=true");
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);

        ReceiptCheck.Result result = ReceiptCheck.check(receipt.body().getBytes(StandardCharsets.UTF_8), List.of(VerifierKey.parse(key)));
        assertThat(result.findings()).isEmpty();
        assertThat(texts(LedgerForTests.json(receipt).path("streams"), "party")).containsExactly("se-fund", "se-gp", "se-lee", "se-mia");
    }

    @Test
    void signatories_are_listed_by_entity_and_by_who_signs() {
        assertThat(texts(ask("/api/signatories?grantor=se-fund&on=2021-01-01").path("items"), "partyId")).containsExactly("se-gp");
        JsonNode mia = ask("/api/signatories?signatory=se-mia&on=2021-01-01").path("items").path(0);
        assertThat(mia.path("grantorId").asString()).isEqualTo("se-gp");
        assertThat(mia.path("kind").asString()).isEqualTo("PERSON");
        assertThat(mia.path("capacity").asString()).isEqualTo("MANAGING_MEMBER");
        assertThat(mia.path("title").asString()).isEqualTo("Title of se-mia");
        assertThat(ask("/api/signatories?grantor=se-fund&on=2021-01-01").path("items").path(0).path("kind").asString()).isEqualTo("ENTITY");
        assertThat(ask("/api/signatories?grantor=se-fund&on=2019-12-31").path("items")).isEmpty();
        JsonNode first = ask("/api/signatories?on=2021-01-01&limit=1");
        JsonNode second = ask("/api/signatories?limit=1&cursor=" + first.path("next").asString());
        assertThat(List.of(first.path("items").path(0).path("grantorId").asString(),
                second.path("items").path(0).path("grantorId").asString()))
                .isSorted().doesNotHaveDuplicates();
        assertThat(LedgerForTests.get(port, "/api/signatories?grantor=se-fund", "Accept", "text/csv").body()).startsWith("grantorId,");
    }

    @Test
    void all_instruments_of_one_paper_are_found() {
        JsonNode items = ask("/api/papers/" + PAPER).path("items");

        assertThat(texts(items, "grantorId")).containsExactly("se-ann", "se-bob");
        assertThat(items.path(0).path("issuers").valueStream().map(JsonNode::asString)).containsExactly("se-acme", "se-berk");
        assertThat(texts(ask("/api/papers/" + PAPER.toUpperCase(java.util.Locale.ROOT)).path("items"), "grantorId")).hasSize(2);
        assertThat(ask("/api/papers/" + "cd".repeat(32)).path("items")).isEmpty();
        assertThat(LedgerForTests.get(port, "/api/papers/abc").statusCode()).isEqualTo(400);
    }

    @Test
    void gaps_are_those_who_must_report_and_for_whom_no_one_may_sign() {
        JsonNode before = ask("/api/gaps?issuer=se-acme&form=4&on=2020-12-30");
        assertThat(texts(before.path("items"), "grantorId")).isEmpty();

        JsonNode items = ask("/api/gaps?issuer=se-acme&form=4&on=2021-06-01").path("items");
        assertThat(texts(items, "grantorId")).as("cay's paper expired, dee's attorney died by the attorney's own records")
                .containsExactly("se-cay", "se-dee");
        assertThat(items.path(0).path("since").asString()).isEqualTo("2021-01-01");
        assertThat(items.path(0).path("lastSigners").path(0).path("attorneyId").asString()).isEqualTo("se-kim");
        assertThat(items.path(0).path("lastSigners").path(0).path("endCause").asString()).isEqualTo("EXPIRED");
        assertThat(items.path(0).path("issuerName").asString()).isEqualTo("Company se-acme");
        assertThat(texts(ask("/api/gaps?issuer=se-acme&form=4&on=2022-01-01").path("items"), "grantorId")).as("cay ceased, ann's expired")
                .containsExactly("se-ann", "se-dee");
        assertThat(ask("/api/gaps?issuer=se-acme&form=ID").path("items")).as("no obligation, no gap").isEmpty();
        JsonNode page = ask("/api/gaps?issuer=se-acme&form=4&on=2022-01-01&limit=1");
        assertThat(texts(ask("/api/gaps?issuer=se-acme&form=4&limit=1&cursor=" + page.path("next").asString()).path("items"), "grantorId"))
                .containsExactly("se-dee");
        assertThat(LedgerForTests.get(port, "/api/gaps?issuer=se-acme").statusCode()).isEqualTo(400);
    }

    @Test
    void a_rider_cuts_the_life_of_an_instrument() {
        JsonNode instrument = ask("/api/grantors/se-ann/powers-of-attorney/p-se-ann?on=2021-06-01");
        assertThat(texts(instrument.path("issuers"), "issuerId")).containsExactly("se-acme", "se-berk");
        assertThat(texts(instrument.path("amendments"), "recordId")).containsExactly(rider.toString());

        JsonNode changes = ask("/api/authorities/changes?from=2021-06-01&until=2021-06-02&grantor=se-ann").path("items");
        assertThat(changes.valueStream().map(item -> item.path("attorneyId").asString() + " " + item.path("issuerId").asString() + " "
                + item.path("endCause").asString())).containsExactlyInAnyOrder("se-lee se-acme AMENDED", "se-lee se-berk AMENDED",
                        "se-kim se-acme EXPIRED");
    }
}
