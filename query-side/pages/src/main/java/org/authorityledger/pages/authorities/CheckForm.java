package org.authorityledger.pages.authorities;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.FormAsked;
import org.authorityledger.authority.Question;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.Capacity;
import org.authorityledger.events.Form;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.pages.wording.PartyField;
import org.jspecify.annotations.Nullable;

/**
 * What is filled in on the page that answers who may sign.
 *
 * @param issuer null: each issuer of the grantor
 * @param form what is chosen in the list; Form 4 where nothing is
 * @param asks whether a form was given, so that there is something to answer
 * @param signers empty: everyone ever appointed
 */
record CheckForm(PartyField grantor, @Nullable String issuer, FormAsked form, boolean asks, @Nullable String formFault,
        List<PartyField> signers, Set<Capacity> capacities) {

    private static final FormAsked USUAL = new FormAsked(Form.FORM_4, false);

    /** The parameters of the page as they were sent. */
    record Parameters(@Nullable String grantor, @Nullable String issuer, @Nullable String form, List<String> signers,
            Set<Capacity> capacities) {

        static Parameters of(@Nullable String grantor, @Nullable String issuer, @Nullable String form, String @Nullable [] signers,
                String @Nullable [] capacities) {
            return new Parameters(given(grantor), given(issuer), given(form),
                    Stream.of(signers == null ? new String[0] : signers).filter(text -> !text.isBlank()).map(String::strip).distinct()
                            .toList(),
                    capacities(capacities));
        }

        private static @Nullable String given(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        private static Set<Capacity> capacities(String @Nullable [] names) {
            Set<Capacity> capacities = EnumSet.noneOf(Capacity.class);
            for (String name : names == null ? new String[0] : names) {
                try {
                    capacities.add(Capacity.valueOf(name));
                } catch (IllegalArgumentException e) {
                    throw Problem.malformed("capacity", "must be one of " + EnumSet.allOf(Capacity.class));
                }
            }
            return capacities;
        }
    }

    static CheckForm of(Parameters sent, PartyField grantor, List<PartyField> signers) {
        FormAsked form = USUAL;
        String fault = null;
        if (sent.form() != null) {
            try {
                form = FormAsked.of(sent.form());
            } catch (IllegalArgumentException e) {
                fault = "There is no form “" + sent.form() + "”. Choose one.";
            }
        }
        return new CheckForm(grantor, sent.issuer(), form, sent.form() != null, fault, signers, sent.capacities());
    }

    /** Whether everyone is given by id, so that the address of the answer is permanent. */
    boolean isPermanent() {
        return grantor.byId() && signers.stream().allMatch(signer -> signer.found() == null || signer.byId());
    }

    /** The signer who is not known; null: all are. */
    @Nullable
    PartyField unknownSigner() {
        return signers.stream().filter(signer -> signer.found() == null).findFirst().orElse(null);
    }

    boolean hasFault() {
        return grantor.given() && grantor.found() == null || unknownSigner() != null || formFault != null;
    }

    /** The parameters of an address that asks the same with everyone given by id. */
    String query() {
        return query(grantor.id(), issuer, form,
                signers.stream().map(signer -> signer.found() == null ? signer.text() : signer.id()).toList(),
                capacities);
    }

    /** The parameters of an address that asks a question. */
    static String query(Question question) {
        return query(question.grantorId().value(), question.issuerId().value(), question.form(),
                question.signers().stream().map(AttorneyId::value).toList(), question.capacities());
    }

    private static String query(String grantor, @Nullable String issuer, FormAsked form, List<String> signers, Set<Capacity> capacities) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("grantor", List.of(grantor));
        parameters.put("issuer", issuer == null ? List.of() : List.of(issuer));
        parameters.put("form", List.of(form.toString()));
        parameters.put("signer", signers);
        parameters.put("capacity", capacities.stream().map(Capacity::name).sorted().toList());
        return parameters.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + Links.encode(value)))
                .collect(Collectors.joining("&"));
    }

    List<Choice> forms() {
        return Stream.concat(Form.seven().stream(), form.form().oneOfTheSeven() ? Stream.empty() : Stream.of(form.form()))
                .flatMap(one -> Stream.of(new FormAsked(one, false), new FormAsked(one, true)))
                .map(one -> new Choice(one.toString(), one.title() + (one.amendment() ? " (amendment)" : ""), one.equals(form))).toList();
    }
}
