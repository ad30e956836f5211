package org.authorityledger.http;

import java.util.List;
import org.authorityledger.events.UnreadableRecord;
import org.springframework.http.HttpStatus;

/** Why a request is refused or fails. The response is {@code application/problem+json} (RFC 9457) with a stable code. */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Report report;

    /**
     * One thing that is wrong with the input.
     *
     * @param path where: the dotted path of a field, or the name of a parameter
     * @param message what is wrong, in plain words
     */
    public record Fault(String path, String message) {

        public Fault {
            path = Utf8.writable(path);
            message = Utf8.writable(message);
        }
    }

    /**
     * What the response says.
     *
     * @param code stable, in capitals; the type is made from it
     * @param detail one plain sentence
     * @param errors what is wrong where; may be empty
     */
    public record Report(HttpStatus status, String code, String detail, List<Fault> errors) {

        public Report {
            detail = Utf8.writable(detail);
            errors = List.copyOf(errors);
        }

        /** The URI that identifies the type of problem; the glossary explains each. */
        public String type() {
            return "urn:authority-ledger:problem:" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** The code in words, such as {@code Unknown grantor}. */
        public String title() {
            String words = code.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }

    public Problem(HttpStatus status, String code, String detail, List<Fault> errors) {
        super(code + ": " + detail);
        this.report = new Report(status, code, detail, errors);
    }

    /** The problem of an HTTP status, if nothing more is known. */
    static Problem of(HttpStatus status) {
        Report report = ProblemWriter.ofStatus(status);
        return new Problem(status, report.code(), report.detail(), report.errors());
    }

    /** Input that does not have the form the contract requires. */
    public static Problem malformed(String path, String message) {
        return new Problem(HttpStatus.BAD_REQUEST, "MALFORMED", (path.isEmpty() ? "The request" : path) + ": " + message,
                List.of(new Fault(path, message)));
    }

    /** The answer needs a record that this build cannot read. */
    public static Problem unreadable(UnreadableRecord unreadable) {
        Problem problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, "RECORD_UNREADABLE", "This build of the ledger cannot answer: "
                + unreadable.getMessage() + ".", List.of());
        problem.initCause(unreadable);
        return problem;
    }

    /** What the response says. */
    public Report report() {
        return report;
    }
}
