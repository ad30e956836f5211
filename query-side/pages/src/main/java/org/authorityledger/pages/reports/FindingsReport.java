package org.authorityledger.pages.reports;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.authorityledger.authority.Difference.Moment;
import org.authorityledger.documents.filing.Filing;
import org.authorityledger.documents.filing.Filing.FiledSignature;
import org.authorityledger.inbox.findings.FilingBatch;
import org.authorityledger.inbox.findings.FilingBatches;
import org.authorityledger.inbox.findings.Finding;
import org.authorityledger.inbox.findings.FindingFilter;
import org.authorityledger.inbox.findings.FindingList;
import org.authorityledger.inbox.findings.Remedy;
import org.authorityledger.pages.inbox.FindingWords;
import org.authorityledger.pages.wording.DisplayText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * For the audit committee: every signature on some filings, by what was found of it. The ledger is asked once, and what it answers is kept aside in
 * files until it is written, so that the counts and the rows are of the same answers, however many there are.
 */
final class FindingsReport implements Closeable {

    /** What needs attention comes first. */
    private static final List<Finding.Kind> ORDER = List.of(Finding.Kind.NOT_COVERED, Finding.Kind.CANNOT_TELL, Finding.Kind.COVERED,
            Finding.Kind.SIGNED_BY_SIGNATORY, Finding.Kind.SELF_SIGNED);
    private static final Map<Finding.Kind, String> EXPLAINED = Map.of(Finding.Kind.NOT_COVERED,
            "Signed by another than the one who reports, and no power of attorney in the ledger covered the form on that day.",
            Finding.Kind.CANNOT_TELL, "The filing or the ledger does not say enough; the reason names what is missing.",
            Finding.Kind.COVERED, "Signed under a power of attorney that was in force and covered the form.",
            Finding.Kind.SIGNED_BY_SIGNATORY, "Signed for an entity by its signatories, or those who represent them.",
            Finding.Kind.SELF_SIGNED, "Signed by the one who reports.");
    private static final int LONGEST_NAME = 40;
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    private final FindingFilter filter;
    private final FindingList findings;
    private final FilingBatches batches;
    private final DisplayText words;
    private final Map<Finding.Kind, SpooledRows> rows = new EnumMap<>(Finding.Kind.class);
    private final Map<Finding.Kind, Counts> counts = new EnumMap<>(Finding.Kind.class);

    /** Filings that have signatures, but not of each who reports in them; and how many those are who have none. */
    private long partly;
    private long missing;

    FindingsReport(FindingFilter filter, FindingList findings, FilingBatches batches, DisplayText words, JsonMapper json) {
        this.filter = filter;
        this.findings = findings;
        this.batches = batches;
        this.words = words;
        ORDER.forEach(kind -> {
            rows.put(kind, new SpooledRows(json, TEMPORARY));
            counts.put(kind, new Counts());
        });
    }

    /** How many findings of a class there are, and of them those that looked otherwise when filed, and those with a remedy. */
    private static final class Counts {
        private long all;
        private long otherwise;
        private long ratified;
        private long dismissed;

        void add(Finding one) {
            all++;
            otherwise += FindingWords.hindsight(one).isEmpty() ? 0 : 1;
            ratified += one.remedied() == Finding.Remedied.RATIFIED ? 1 : 0;
            dismissed += one.remedied() == Finding.Remedied.DISMISSED ? 1 : 0;
        }
    }

    /** Whether the issuer that it is about is known at all. */
    boolean issuerKnown() {
        return findings.knowsIssuer(filter);
    }

    /** What it is about. */
    String title() {
        return "Findings on signatures: " + Stream.of(filter.issuer() == null ? "all issuers" : filter.issuer(), span())
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private String span() {
        LocalDate from = filter.filedFrom();
        LocalDate until = filter.filedUntil();
        if (from != null && until != null) {
            return "filed from " + words.day(from) + " through " + words.day(until);
        }
        return from != null ? "filed on " + words.day(from) + " or later" : until != null ? "filed through " + words.day(until) : "";
    }

    /** A name for the file, without its ending. */
    String file() {
        String issuer = filter.issuer() == null ? "" : filter.issuer().replaceAll("[^A-Za-z0-9]+", "-");
        return Stream.of("findings", issuer.substring(0, Math.min(LONGEST_NAME, issuer.length())), Objects.toString(filter.filedFrom(), ""),
                Objects.toString(filter.filedUntil(), "")).filter(part -> !part.isEmpty()).collect(Collectors.joining("-"));
    }

    /** What the heading says beside the usual. */
    List<Report.Fact> facts() {
        List<Report.Fact> facts = new ArrayList<>();
        facts.add(new Report.Fact("Filings", (filter.issuer() == null
                ? "of all issuers"
                : filter.issuer().matches("\\d{1,10}")
                        ? "of the issuer with the CIK " + filter.issuer()
                        : "of issuers whose id or name has: " + filter.issuer())
                + (span().isEmpty()
                        ? "; all days of filing"
                        : "; " + span()
                                + ". A form that came without its submission has no day of filing, and is not in this report")
                + "."));
        facts.add(new Report.Fact("Both clocks",
                """
                        Each signature is judged for the day that it bears, by what is known at the moment above; "when filed" is what was known at the end \
                        of the day of filing. Names, and remedies, are those of the moment of printing."""));
        FilingBatch.Totals files = batches.totals();
        facts.add(new Report.Fact("Files brought",
                "%,d; %,d of them wait or are being read, and %,d failed. %,d rows or documents in them could not be read, or are doubtful; the page of each file (/filings) names them. What was not read is not in this report."
                        .formatted(files.files(), files.notRead(), files.failed(), files.problems())));
        facts.add(new Report.Fact("To verify a row", """
                The form is on EDGAR under its accession number. /api/filings/{accession} shows the same finding, and \
                /api/filings/{accession}/signatures/{number}/history by which records it came to be."""));
        return facts;
    }

    /** The tables: how many of each class, then each class. */
    List<Report.Section> sections(Moment moment) {
        List<Finding> filing = new ArrayList<>();
        findings.each(filter, moment, one -> {
            of(counts, one.finding()).add(one);
            of(rows, one.finding()).add(row(one));
            if (!filing.isEmpty() && filing.getFirst().signature().filing().number() != one.signature().filing().number()) {
                unsigned(filing);
            }
            filing.add(one);
        });
        unsigned(filing);
        FindingList.Unsigned without = findings.unsigned(filter);
        List<Report.Section> sections = new ArrayList<>();
        sections.add(
                new Report.Section("By class", "How many signatures were found to be what; a signature for several counts once for each.",
                        "No signature is on these filings.",
                        List.of(new Report.Column("Finding", 6), new Report.Column("Signatures", 3),
                                new Report.Column("Looked otherwise when filed", 4), new Report.Column("Ratified", 3),
                                new Report.Column("Dismissed", 3), new Report.Column("Without a remedy", 4)),
                        this::count, true));
        sections.add(new Report.Section("Without a signature",
                "Those who report and whom no signature on the filing names. A signature that does not say for whom it was made is not clear, and counts for one of them.",
                "None.", List.of(new Report.Column("Filings with", 8), new Report.Column("Filings", 3),
                        new Report.Column("Who report without a signature", 5)),
                taker -> {
                    taker.row("No signature", without.filings(), without.owners());
                    taker.row("A signature, but not of each who reports", partly, missing);
                }));
        ORDER.forEach(kind -> sections.add(new Report.Section(FindingWords.kind(kind), EXPLAINED.getOrDefault(kind, ""), "None.",
                List.of(new Report.Column("Form", 3), new Report.Column("Filed", 4), new Report.Column("Issuer", 6),
                        new Report.Column("For", 6), new Report.Column("Signature", 8), new Report.Column("No.", 2),
                        new Report.Column("Signed", 4), new Report.Column("Reason", 7), new Report.Column("When filed", 5),
                        new Report.Column("Remedy", 7), new Report.Column("Instrument", 5), new Report.Column("Filing", 10)),
                of(rows, kind)::each)));
        return sections;
    }

    /** Counts those without a signature on a filing, all of whose findings these are, and forgets these. */
    private void unsigned(List<Finding> filing) {
        if (!filing.isEmpty()) {
            long without = FindingList.ownersWithoutSignature(filing);
            missing += without;
            partly += without > 0 ? 1 : 0;
            filing.clear();
        }
    }

    private static <T> T of(Map<Finding.Kind, T> map, Finding.Kind kind) {
        return Objects.requireNonNull(map.get(kind));
    }

    private void count(Report.Taker taker) {
        Counts all = new Counts();
        for (Finding.Kind kind : ORDER) {
            Counts some = of(counts, kind);
            all.all += some.all;
            all.otherwise += some.otherwise;
            all.ratified += some.ratified;
            all.dismissed += some.dismissed;
            count(FindingWords.kind(kind), some, taker);
        }
        count("All", all, taker);
    }

    private static void count(String name, Counts some, Report.Taker taker) {
        taker.row(name, some.all, some.otherwise, some.ratified, some.dismissed, some.all - some.ratified - some.dismissed);
    }

    private List<@Nullable Object> row(Finding one) {
        Filing filing = one.signature().filing().filing();
        FiledSignature signature = one.signature().signature();
        Finding.Judgment now = one.now();
        return Arrays.asList(filing.form(), filing.filedOn(), filing.issuer() == null ? "not said" : filing.issuer().name(),
                one.grantorName() == null ? "not said" : one.grantorName(), signature.text(), Integer.toString(one.signature().number()),
                signature.signedOn(), reason(one),
                FindingWords.hindsight(one).isEmpty() ? "the same" : FindingWords.kind(one.findingThen()),
                remedy(one.remedy()), now == null || now.poaId() == null ? null : now.poaId().value(),
                one.signature().filing().filingId());
    }

    private String reason(Finding one) {
        List<String> said = new ArrayList<>();
        Finding.Judgment now = one.now();
        if (one.finding() == Finding.Kind.NOT_COVERED && now != null) {
            said.add(words.reason(now.reason()));
        }
        if (!one.why().isEmpty()) {
            said.add(FindingWords.why(one));
        }
        if (!one.candidates().isEmpty()) {
            said.add("may mean " + one.candidates().stream().map(who -> who.name() + " (" + who.id() + ")")
                    .collect(Collectors.joining(", ")));
        }
        if (now != null) {
            now.remarks().stream().map(remark -> remark.code().name().toLowerCase(Locale.ROOT).replace('_', ' ')).distinct()
                    .forEach(said::add);
        }
        return String.join("; ", said);
    }

    private @Nullable String remedy(@Nullable Remedy remedy) {
        if (remedy == null) {
            return null;
        }
        String signed = remedy.signedOn() == null ? "" : " (writing signed " + words.shortDay(remedy.signedOn()) + ")";
        String said = FindingWords.remedy(remedy) + signed + ", by " + remedy.recordedBy() + " on "
                + words.shortMoment(remedy.recordedAt());
        // A cell is narrow.
        return said.replace('\u00a0', ' ');
    }

    @Override
    public void close() throws IOException {
        for (SpooledRows some : rows.values()) {
            some.close();
        }
    }
}
