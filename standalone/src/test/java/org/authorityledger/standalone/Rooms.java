package org.authorityledger.standalone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rooms of the house: each module, its package, what it is for and which other modules it may know. {@link ArchitectureTest} makes its rules of
 * this list and holds the table in CONTRIBUTING.md to it, so that page and rules cannot drift apart.
 */
enum Rooms {
    // @formatter:off
    EVENTS("events", "events",
            "What happened: one record for each legal act, and the value types. JDK, JSpecify and Jackson annotations only"),
    HISTORY("history", "history",
            "How acts are written as JSON, by type and revision", EVENTS),
    AUTHORITY("authority", "authority",
            "The law: pure functions from events to authorities and answers. No clock, no SQL, no framework", EVENTS),
    DOCUMENTS("documents", "documents",
            "Reading: powers of attorney and signed forms as they are filed. No clock, no SQL, no network, no framework. "
                    + "Nothing read becomes an act by itself",
            AUTHORITY),
    PROOF("proof", "proof",
            "The log's formats, receipts and their verification. A JDK and Jackson are enough to run it", HISTORY, AUTHORITY),
    STORE("store", "store",
            "The event store: append, read, follow", HISTORY),
    HTTP("http", "http",
            "How requests are read and problems reported", EVENTS),
    ACCESS("access", "access",
            "Who may sign in, and who may do what", HTTP, STORE),
    COMMANDS("command-side", "command",
            "Recording. No question, no SQL", AUTHORITY, ACCESS),
    REGISTER("query-side/register", "register",
            "The bitemporal register: reading, following the feed, rebuilding. No HTTP", AUTHORITY, STORE),
    TRANSPARENCY_LOG("query-side/transparency-log", "transparencylog",
            "The signed log over the ledger, its proofs, and witnesses", PROOF, ACCESS),
    QUESTIONS("query-side/questions", "questions",
            "Asking: one package for each question. Records nothing", REGISTER, TRANSPARENCY_LOG),
    INBOX("query-side/inbox", "inbox",
            "Documents that are kept, what they propose, and what people decide. No rule of the law or of reading; it offers itself",
            QUESTIONS, DOCUMENTS),
    REMINDERS("query-side/reminders", "reminders",
            "Views that people saved, and what is sent to them. It decides and records nothing; it offers itself", INBOX),
    PAGES("query-side/pages", "pages",
            "The pages for people. Nothing names this module: it offers itself", REMINDERS),
    STANDALONE("standalone", "standalone",
            "The whole ledger in one process, its own PostgreSQL, and the command line", COMMANDS, INBOX),
    BENCHMARKS("tools/benchmarks", "benchmarks",
            "How fast it is, measured by hand", COMMANDS, QUESTIONS),
    RELIABILITY("tools/reliability", "reliability",
            "Attacks on the built ledger from outside");
    // @formatter:on

    private final String module;
    private final String name;
    private final String purpose;
    private final List<Rooms> knows;

    Rooms(String module, String name, String purpose, Rooms... knows) {
        this.module = module;
        this.name = name;
        this.purpose = purpose;
        this.knows = List.of(knows);
    }

    /** The room's classes, as ArchUnit names packages. */
    String packages() {
        return "org.authorityledger." + name + "..";
    }

    /** The folder of its module, from the root of the repository. */
    String module() {
        return module;
    }

    /** Which rooms it may know: those that its row names, and those that they may know. */
    Set<Rooms> mayKnow() {
        Set<Rooms> all = EnumSet.noneOf(Rooms.class);
        List<Rooms> open = new ArrayList<>(knows);
        while (!open.isEmpty()) {
            Rooms next = open.removeLast();
            if (all.add(next)) {
                open.addAll(next.knows);
            }
        }
        return all;
    }

    /** The packages of all rooms that it may not know. */
    String[] strangers() {
        Set<Rooms> known = mayKnow();
        return Arrays.stream(values()).filter(room -> room != this && !known.contains(room)).map(Rooms::packages).toArray(String[]::new);
    }

    /** The table of CONTRIBUTING.md. */
    static String table() {
        return Arrays.stream(values())
                .map(room -> "| `%s` | `org.authorityledger.%s` | %s | %s |".formatted(room.module, room.name, room.purpose,
                        room.knows.isEmpty()
                                ? "nothing"
                                : room.knows.stream().map(known -> "`" + known.module.replace("query-side/", "") + "`")
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n", "| module | package | what it is for | may know, and what these may know |\n"
                        + "| --- | --- | --- | --- |\n", "\n"));
    }
}
