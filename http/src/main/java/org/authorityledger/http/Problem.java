package org.authorityledger.http;

import java.util.List;
import org.authorityledger.events.UnreadableRecord;
import org.springframework.http.HttpStatus;

/** A request that is not answered as asked: told as {@code application/problem+json} (RFC 9457) with a stable code. */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Report report;

    /**
     * One thing that is wrong with the input.
     *
     * @param path where: the dotted path of a field, or the name of a parameter
     * @param message what is wrong, in plain words
     */
    public record Fault(String path, String message) {}

    /**
     * What is told.
     *
     * @param code stable, in capitals; the type is made of it
     * @param detail one plain sentence
     * @param errors what is wrong where; may be empty
     */
    public record Report(HttpStatus status, String code, String detail, List<Fault> errors) {

        public Report {
            errors = List.copyOf(errors);
        }

        /** The URI that identifies the kind of problem; the glossary explains each. */
        public String type() {
            return "urn:authority-ledger:problem:" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** The kind of problem in words, such as {@code Unknown grantor}. */
        public String title() {
            String words = code.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }

    public Problem(HttpStatus status, String code, String detail, List<Fault> errors) {
        super(code + ": " + detail);
        this.report = new Report(status, code, detail, errors);
    }

    /** Input that does not have the form the contract asks for. */
    public static Problem malformed(String path, String message) {
        return new Problem(HttpStatus.BAD_REQUEST, "MALFORMED", (path.isEmpty() ? "The request" : path) + ": " + message,
                List.of(new Fault(path, message)));
    }

    /** A record that this build cannot read, but that has to be read for the answer. */
    public static Problem unreadable(UnreadableRecord unreadable) {
        Problem problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, "RECORD_UNREADABLE", "This build of the ledger cannot go on: "
                + unreadable.getMessage() + ".", List.of());
        problem.initCause(unreadable);
        return problem;
    }

    /** What is told. */
    public Report report() {
        return report;
    }
}
