package org.authorityledger.authority.acts;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.authorityledger.events.LegalAct;
import org.authorityledger.events.Terms;

/**
 * The form that records an act: what a person fills in, and the command that it becomes.
 *
 * @param act what it records
 * @param slug its part of the address of the page
 * @param title what happened
 * @param about what that means
 * @param summary what the command does, as the API description says it
 * @param subject what must be chosen before the form can be filled in
 * @param command the name of the command
 * @param path where programs send the command; its variables are fields of the command
 * @param caution what to say beforehand of an instrument for which the command would be refused, or empty
 */
public record ActForm(Class<? extends LegalAct> act, String slug, Group group, String title, String about, String summary, Subject subject,
        String command, String path, List<Field> fields, Function<Terms, String> caution) {

    static final String OF_GRANTOR = "/api/grantors/{grantorId}";
    static final String OF_INSTRUMENT = OF_GRANTOR + "/powers-of-attorney/{poaId}";

    /** Acts that belong together. */
    public enum Group {
        GRANTOR("The grantor"), ATTORNEYS("The attorneys"), DUTY("The duty to report"), RECORD("Errors in the record");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** What a form is about. */
    public enum Subject {
        /** A grantor whom the form itself names: the ledger may not know them yet. */
        NEW_GRANTOR,
        /** A grantor whom the ledger knows. */
        GRANTOR,
        /** An instrument of a grantor whom the ledger knows. */
        INSTRUMENT,
        /** An attorney, under every grantor who appointed them. */
        ATTORNEY
    }

    public ActForm {
        fields = List.copyOf(fields);
    }

    ActForm(Class<? extends LegalAct> act, String slug, Group group, String title, String about, String summary, Subject subject,
            String command, String path, List<Field> fields) {
        this(act, slug, group, title, about, summary, subject, command, path, fields, terms -> "");
    }

    /** All its fields, each with its whole path in the command. */
    public Stream<Field.Described> described() {
        return fields.stream().flatMap(field -> field.described(""));
    }
}
