package org.authorityledger.documents.filing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.authorityledger.documents.filing.Filing.Exhibit;
import org.authorityledger.documents.text.DocumentReader;
import org.authorityledger.documents.text.FiledDocument;
import org.jspecify.annotations.Nullable;

/**
 * Reads forms as they are filed: ownership XML of Forms 3, 4 and 5, XML of Form 144 and of Schedules 13D and 13G, whole EDGAR submissions, and zip
 * archives of these or of the SEC's quarterly tables. What cannot be read is named; the rest goes on.
 */
public final class FilingReader {

    /** The largest document that is read, in bytes. */
    public static final int LARGEST_DOCUMENT = 25 * 1024 * 1024;

    private FilingReader() {}

    /**
     * Reads a file of any of these kinds and hands over what it finds. The caller closes the stream.
     *
     * @throws IOException if the stream cannot be read, or a single document is larger than {@link #LARGEST_DOCUMENT}
     */
    public static void read(String name, InputStream in, FilingSink sink) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(4);
        byte[] magic = buffered.readNBytes(4);
        buffered.reset();
        if (archive(magic)) {
            FilingArchive.read(name, buffered, sink);
            return;
        }
        byte[] bytes = buffered.readNBytes(LARGEST_DOCUMENT + 1);
        if (bytes.length > LARGEST_DOCUMENT) {
            throw new IOException("is larger than 25 MB");
        }
        read(name, bytes, sink);
    }

    /** Whether these first four bytes are those of a zip archive. */
    public static boolean archive(byte[] magic) {
        return magic.length >= 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4;
    }

    /** Reads one document. */
    static void read(String name, byte[] bytes, FilingSink sink) {
        String text = withoutMark(DocumentReader.decoded(bytes));
        boolean submission = submission(text);
        if (!submission && !FormXml.recognises(text)) {
            sink.document(name, bytes, null);
            return;
        }
        Filing filing = null;
        try {
            filing = submission ? submission(name, text, bytes, sink) : FormXml.read(text.strip());
            sink.filing(filing);
            FilingChecks.check(name, filing, sink);
            if (!submission || xml(text) != null) {
                // Before forms came in XML, their signatures stood in the text only.
                FilingChecks.checkSigned(name, filing, sink);
            }
        } catch (FormXml.Refused e) {
            sink.problem(new FilingProblem(name, e.what()));
        }
        if (submission) {
            sink.document(name, bytes, filing);
        }
    }

    /** Some programs put a byte order mark before UTF-8, which XML does not bear. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean submission(String text) {
        String head = text.substring(0, Math.min(4096, text.length())).toUpperCase(Locale.ROOT);
        return head.contains("<SEC-DOCUMENT>") || head.contains("<SEC-HEADER>");
    }

    private static Filing submission(String name, String text, byte[] bytes, FilingSink sink) throws FormXml.Refused {
        SubmissionHeader header = SubmissionHeader.of(text);
        List<Exhibit> exhibits = new ArrayList<>();
        for (FiledDocument document : DocumentReader.read(bytes)) {
            if (document.type() != null && document.type().toUpperCase(Locale.ROOT).startsWith("EX-")) {
                exhibits.add(new Exhibit(document.type(), document.fileName(), document.description()));
            }
        }
        String xml = xml(text);
        if (xml == null && header.form() == null) {
            throw new FormXml.Refused("The submission has neither a type nor a form in XML.");
        }
        if (xml == null) {
            return header.with(
                    new Filing(null, String.valueOf(header.form()), null, null, null, null, List.of(), null, List.of(), false, List.of()),
                    exhibits);
        }
        Filing form = FormXml.read(xml);
        return header.with(form, exhibits).with(HeaderChecks.check(name, header, form, sink));
    }

    /** The first form in XML within a submission; null where it has no XML. */
    private static @Nullable String xml(String text) {
        int from = text.indexOf("<XML>");
        while (from >= 0) {
            int to = text.indexOf("</XML>", from);
            String xml = text.substring(from + "<XML>".length(), to < 0 ? text.length() : to).strip();
            if (FormXml.recognises(xml)) {
                return xml;
            }
            from = to < 0 ? -1 : text.indexOf("<XML>", to);
        }
        return null;
    }
}
