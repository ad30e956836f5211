package org.authorityledger.pages.recording;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.authority.CommandPreview;
import org.authorityledger.authority.GrantorRecords;
import org.authorityledger.authority.Instrument;
import org.authorityledger.authority.Names;
import org.authorityledger.authority.acts.ActForm;
import org.authorityledger.authority.acts.ActForms;
import org.authorityledger.authority.acts.Field;
import org.authorityledger.authority.acts.Wording;
import org.authorityledger.events.Attorney;
import org.authorityledger.events.AttorneyId;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.PowerOfAttorneyAmended;
import org.authorityledger.events.PowerOfAttorneyCorrected;
import org.authorityledger.events.Sequence;
import org.authorityledger.events.Terms;
import org.authorityledger.history.ActJson;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.PartyField;
import org.authorityledger.questions.directory.Directory;
import org.authorityledger.register.PartyKind;
import org.authorityledger.register.Register;
import org.authorityledger.store.LedgerReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a form is about: the grantor, the instrument or the attorney that must be chosen before it can be filled in.
 *
 * @param instruments those of the grantor to choose from; null: the form is about no instrument, or the grantor is not chosen yet
 * @param poa the id of the instrument asked for, or of the only one; null: not chosen yet
 * @param grantors all who ever named the attorney, where the form is about an attorney
 */
record Subject(ActForm form, PartyField grantor, PartyField attorney, @Nullable List<Choices.Choice> instruments, @Nullable String poa,
        @Nullable Instrument instrument, @Nullable List<GrantorId> grantors, Choices choices) {

    static Subject of(ActForm form, @Nullable String grantorText, @Nullable String poaText, @Nullable String attorneyText,
            Directory directory, LedgerReader reader, Register register, ActText actText, DisplayText words) {
        Names unknown = (part, id) -> id;
        PartyField none = PartyField.of(directory, PartyKind.GRANTOR, null);
        if (form.subject() == ActForm.Subject.ATTORNEY) {
            PartyField attorney = PartyField.of(directory, PartyKind.ATTORNEY, attorneyText);
            List<GrantorId> grantors = attorney.found() == null ? null : reader.grantorsEverNaming(AttorneyId.of(attorney.id()));
            return new Subject(form, none, attorney, null, null, null, grantors,
                    new Choices(GrantorRecords.NONE, null, unknown, actText, words));
        }
        PartyField grantor = PartyField.of(directory, PartyKind.GRANTOR, grantorText);
        if (grantor.found() == null) {
            return new Subject(form, grantor, none, null, null, null, null,
                    new Choices(GrantorRecords.NONE, null, unknown, actText, words));
        }
        GrantorRecords known = GrantorRecords.of(reader.forTheLaw(GrantorId.of(grantor.id()), Sequence.FIRST));
        boolean aboutInstrument = form.subject() == ActForm.Subject.INSTRUMENT;
        List<Instrument> instruments = aboutInstrument ? List.copyOf(known.unretracted().instruments()) : List.of();
        String poa = poaText != null && !poaText.isBlank()
                ? poaText.strip()
                : instruments.size() == 1 ? instruments.getFirst().poaId().value() : null;
        Instrument instrument = instruments.stream().filter(one -> one.poaId().value().equals(poa)).findFirst().orElse(null);
        Names names = ActText.names(register, asking -> {
            Choices all = new Choices(known, instrument, asking, actText, words);
            return form.described().map(Field.Described::field).map(field -> switch (field) {
                case Field.OneOf one -> all.of(one.choices());
                case Field.OneIfAny one -> all.of(one.choices());
                case Field.SomeOf some -> all.of(some.choices());
                case Field.DayForEachAttorney day -> all.of(Field.Choices.ATTORNEYS_OF_INSTRUMENT);
                default -> List.of();
            }).toList();
        });
        return new Subject(form, grantor, none,
                aboutInstrument
                        ? instruments.stream().map(one -> new Choices.Choice(one.poaId().value(), label(one, words))).toList()
                        : null,
                poa, instrument, null, new Choices(known, instrument, names, actText, words));
    }

    private static String label(Instrument instrument, DisplayText words) {
        Terms terms = instrument.terms();
        return instrument.poaId() + ": " + Wording.list(terms.attorneys().stream().map(Attorney::name).toList()) + ", signed "
                + words.shortDay(terms.executedOn());
    }

    /** Whether the form can be filled in. */
    public boolean ready() {
        return switch (form.subject()) {
            case NEW_GRANTOR -> !faulty();
            case GRANTOR -> grantor.found() != null;
            case INSTRUMENT -> instrument != null;
            case ATTORNEY -> grantors != null && !grantors.isEmpty();
        };
    }

    /** Whether something was asked for that there is not. */
    boolean faulty() {
        return (grantor.given() && grantor.found() == null) || (attorney.given() && attorney.found() == null) || instrumentFault() != null;
    }

    /** What is wrong with the instrument asked for; null: nothing. */
    public @Nullable String instrumentFault() {
        return instruments == null || poa == null || instrument != null
                ? null
                : "This grantor has no power of attorney “" + poa + "” on record: choose one.";
    }

    /** What to say of the instrument before the form is filled in, or empty. */
    public String caution() {
        return instrument == null ? "" : form.caution().apply(instrument.terms());
    }

    /** Whether the form begins with what is recorded. */
    public boolean corrects() {
        return form.act() == PowerOfAttorneyCorrected.class;
    }

    /**
     * The form as it is first shown, with what is known already.
     *
     * @param day of what happened: it fills the first day that the form asks for
     */
    FormValues begin(@Nullable String chosenAttorney, @Nullable String chosenRecord, @Nullable LocalDate day) {
        Instrument corrected = instrument;
        FormValues values = corrected == null
                ? FormValues.blank(form)
                : corrects()
                        ? FormValues.recorded(form, terms(corrected))
                        : form.act() == PowerOfAttorneyAmended.class
                                ? FormValues.recorded(form, amended(corrected))
                                : FormValues.blank(form);
        form.described().forEach(described -> {
            String path = described.path();
            if (described.field() instanceof Field.OneOf one) {
                values.put(path, chosen(one.choices(), chosenAttorney, chosenRecord));
            } else if (described.field() instanceof Field.OneIfAny one && values.text(path).isEmpty()) {
                values.put(path, chosen(one.choices(), chosenAttorney, chosenRecord));
            } else if (described.field() instanceof Field.SomeOf some && some.choices() == Field.Choices.ATTORNEYS_OF_INSTRUMENT
                    && chosenAttorney != null) {
                values.put(path, chosenAttorney);
            } else if (described.field() instanceof Field.Person person && person.idPath().equals("grantorId") && grantor.found() != null) {
                String name = Objects.requireNonNull(grantor.found()).name();
                values.put(path, name);
                values.put(person.idPath(), grantor.id());
                values.put(person.idPath() + ProposedIds.SETTLED, ProposedIds.settled(grantor.id(), name));
            }
        });
        if (day != null) {
            form.described().filter(one -> one.field() instanceof Field.Entry entry && entry.type() == Field.Type.DATE && entry.required())
                    .findFirst().ifPresent(one -> values.put(one.path(), day.toString()));
        }
        return values;
    }

    private static String chosen(Field.Choices of, @Nullable String attorney, @Nullable String record) {
        return Objects.requireNonNullElse(switch (of) {
            case ATTORNEYS_OF_INSTRUMENT, ATTORNEYS_OF_GRANTOR -> attorney;
            case REVOCATIONS, SUBSTITUTIONS, RECORDS, SIGNATORIES, AMENDMENTS -> record;
            default -> null;
        }, "");
    }

    /** The last terms, for a rider to change: it is another writing, of another day. */
    private static JsonNode amended(Instrument instrument) {
        LegalAct stating = instrument.segments().getLast().stating().act();
        ObjectNode terms = (ObjectNode) JsonMapper.shared().readTree(ActJson.write(stating)).path("terms");
        return terms.remove(List.of("executedOn", "effectiveOn", "document", "supersedes", "supersedesPrior"));
    }

    /**
     * The terms of an instrument, flat as in the command, with the grantor as it calls them. A first day that is the day of signing stays empty, as
     * it mostly was when it was recorded: it must follow where that day is corrected.
     */
    private static JsonNode terms(Instrument instrument) {
        LegalAct stating = instrument.stating().act();
        JsonNode recorded = JsonMapper.shared().readTree(ActJson.write(stating));
        ObjectNode terms = (ObjectNode) recorded.path("terms");
        if (terms.path("effectiveOn").equals(terms.path("executedOn"))) {
            terms.remove("effectiveOn");
        }
        terms.set("grantor", recorded.path("grantor"));
        return terms;
    }

    /** The fields of the command that the form does not ask for. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>(Map.of("command", form.command()));
        switch (form.subject()) {
            case NEW_GRANTOR -> {
                // The form itself names the grantor.
            }
            case ATTORNEY -> given.put("attorneyId", attorney.id());
            case GRANTOR -> given.put("grantorId", grantor.id());
            case INSTRUMENT -> {
                given.put("grantorId", grantor.id());
                given.put("poaId", Objects.requireNonNull(instrument).poaId().value());
            }
        }
        return given;
    }

    /** What would follow from the command of the form. */
    FormPreview preview(CommandText command, CommandPreview judge, LedgerReader reader, DisplayText words) {
        List<GrantorId> all = grantors;
        if (all == null) {
            return FormPreview.of(command, judge, reader, words);
        }
        return FormPreview.of(command, commandForOne(form), all, judge, reader, words);
    }

    /** The command that records for one grantor what a form records for all who named an attorney. */
    static String commandForOne(ActForm form) {
        return ActForms.ALL.stream().filter(one -> one.act() == form.act() && one.subject() == ActForm.Subject.GRANTOR).findFirst()
                .orElseThrow().command();
    }

    /** The parameters of the address of the form. */
    Map<String, String> parameters(String key) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grantor", grantor.text());
        parameters.put("poa", poa == null ? "" : poa);
        parameters.put("attorney", attorney.text());
        parameters.put("key", key);
        return parameters;
    }
}
