package org.authorityledger.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The most that one request may hold: the only place where these numbers are. No real paper comes near them, and the ledger answers well at all of
 * them at once. The page about the API lists them, and a test compares the two.
 */
public enum Limit {
    /** The body of a command or of a request to investigate. */
    COMMAND_BYTES(1 << 20, "bytes in a command", Category.BYTES),
    /** A line of an import: a command and its name. */
    IMPORT_LINE_BYTES(1 << 20, "bytes in a line of an import", Category.BYTES),
    /** A line of a bulk check: many are held at once. */
    CHECK_LINE_BYTES(1 << 16, "bytes in a line of a bulk check", Category.BYTES),
    /** A Parquet file of checks, which is read from its end. */
    CHECK_FILE_BYTES(1 << 28, "bytes in a Parquet file of checks", Category.BYTES),
    /** A form of the pages. A large instrument has five fields for each attorney. */
    FORM_BYTES(2 << 20, "bytes in a form", Category.BYTES),
    /** A file of checks or commands that comes as a form. The API takes lines without a limit on their number. */
    LINES_BYTES(1 << 28, "bytes in a file of checks or commands that a form brings", Category.BYTES),
    /** A document to be read: a paper, or a whole submission with its parts. */
    DOCUMENT_BYTES(25 << 20, "bytes in a document", Category.BYTES),
    /** A tracker of instruments, below its headings. */
    SHEET_ROWS(200_000, "rows in a sheet", Category.BYTES),
    /** An archive of filings, packed. */
    FILINGS_BYTES(1 << 30, "bytes in an archive of filings", Category.BYTES),
    /** Whom one instrument names. */
    ATTORNEYS(500, "attorneys in an instrument", Category.COUNT),
    /** The clauses of one instrument. */
    POWERS(200, "powers in an instrument", Category.COUNT),
    /** Every attorney has every power: this many authorities to keep. */
    ATTORNEYS_TIMES_POWERS(5_000, "attorneys times powers in an instrument", Category.COUNT),
    /** The words of all powers of an instrument together. */
    POWER_TEXT(50_000, "characters in the powers of an instrument", Category.COUNT),
    /** Every attorney has the words of every power. */
    ATTORNEYS_TIMES_TEXT(2_000_000, "attorneys times characters in the powers of an instrument", Category.COUNT),
    /** The issuers of one instrument, or of one appointment. */
    ISSUERS(500, "issuers in an instrument", Category.COUNT),
    /** One authority for each attorney at each issuer. */
    ISSUERS_TIMES_ATTORNEYS(2_000, "issuers times attorneys in an instrument", Category.COUNT),
    /** The instruments that one supersedes by name, and the entities for which its attorneys may sign. */
    SUPERSEDED(500, "instruments or entities named in an instrument", Category.COUNT),
    /** Those who learned of a death, an incapacity or a dissolution. */
    NOTICES(500, "notices in a record", Category.COUNT),
    /** The authorities that substitutes and co-agents of one instrument hold. */
    AUTHORITIES(2_000, "authorities under an instrument with its substitutes and co-agents", Category.CHAINS),
    /** Whom a revocation names. */
    REVOKED_ATTORNEYS(500, "attorneys in a revocation", Category.COUNT),
    /** To whom a revocation was delivered. */
    DELIVERIES(500, "deliveries in a revocation", Category.COUNT),
    /** What one person submitted and no one decided about yet. A setting may say otherwise. */
    WAITING_COMMANDS(1_000, "commands of one person that wait for approval", Category.QUEUE),
    /** Ids that mean one person. */
    IDS_OF_A_PERSON(10, "ids of one person", Category.COUNT),
    /** A note, a reason, a basis, the words of a power. */
    PROSE(20_000, "characters in a note, reason, basis or text", Category.FORM),
    /** What a list is searched for: a part of a name, of who recorded, of what was recorded. */
    SEARCH(200, "characters in a text to search for", Category.FORM),
    /** Any other text, such as a name or a title. */
    TEXT(500, "characters in any other text", Category.FORM),
    /** Who signed, in one check. */
    SIGNERS(100, "signers in a check", Category.FORM),
    /** The rows of one page of a list. */
    PAGE_ROWS(1_000, "rows in a page of a list", Category.FORM),
    /** The rows of a list on one page, to be printed. Its files have all of them. */
    PRINTED_ROWS(5_000, "rows in a list to be printed", Category.CUT),
    /** The instruments in one answer about a grantor, each with all it says. */
    INSTRUMENTS(100, "instruments in an answer about a grantor", Category.FORM),
    /** Each of the lists in a request to investigate. */
    INVESTIGATED(1_000, "entries in each list of an investigation", Category.FORM);

    /** How a request beyond a limit is refused. */
    private enum Category {
        /** There is more of it than is read. */
        BYTES(HttpStatus.CONTENT_TOO_LARGE, "TOO_LARGE"),
        /** It is read, and holds too much. */
        COUNT(HttpStatus.UNPROCESSABLE_CONTENT, "LIMIT_EXCEEDED"),
        /** It leads to too much. */
        CHAINS(HttpStatus.UNPROCESSABLE_CONTENT, "TOO_MANY_AUTHORITIES"),
        /** It could be taken later. */
        QUEUE(HttpStatus.CONFLICT, "TOO_MANY_WAIT"),
        /** It is answered as far as this, and the answer says so. */
        CUT(HttpStatus.OK, "NOT_ALL"),
        /** It does not have the form of the contract. */
        FORM(HttpStatus.BAD_REQUEST, "MALFORMED");

        private final HttpStatus status;
        private final String code;

        Category(HttpStatus status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    private static final Set<String> PROSE_FIELDS = Set.of("text", "note", "reason", "basis");

    private final int most;
    private final String of;
    private final Category category;

    Limit(int most, String of, Category category) {
        this.most = most;
        this.of = of;
        this.category = category;
    }

    /** The limit of a text in a field of this name. */
    public static Limit ofText(@Nullable String field) {
        return field != null && PROSE_FIELDS.contains(field) ? PROSE : TEXT;
    }

    /** The largest number that is accepted. */
    public int most() {
        return most;
    }

    /** What is counted, such as {@code attorneys in an instrument}. */
    public String of() {
        return of;
    }

    /** The status of a problem beyond it. */
    public HttpStatus status() {
        return category.status;
    }

    /** The code of a problem beyond it. */
    public String code() {
        return category.code;
    }

    /** The problem of a body or a line with more bytes than this. */
    public Problem tooLarge() {
        return new Problem(status(), code(), "There may be at most %,d %s.".formatted(most, of), List.of());
    }

    /**
     * Refuses what holds more.
     *
     * @param path the field at fault
     */
    public void require(String path, long found) {
        if (found > most) {
            String message = "there may be at most %,d %s; this has %,d".formatted(most, of, found);
            throw new Problem(status(), code(), path + ": " + message + ".", List.of(new Problem.Fault(path, message)));
        }
    }
}
