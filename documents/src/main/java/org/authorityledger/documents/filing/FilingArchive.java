package org.authorityledger.documents.filing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.authorityledger.documents.WatchedStream;

/**
 * A zip archive of forms, or of the SEC's quarterly tables, read as a stream. Nothing is unpacked under a name of the archive. An archive that ends
 * early gives what it holds; one that expands out of all proportion is cut off.
 */
final class FilingArchive {

    private static final int MOST_ENTRIES = 200_000;
    private static final long LARGEST = 2L << 30;
    private static final long RATIO_FROM = 64L << 20;
    private static final int RATIO = 200;

    private static final String CUT_SHORT = "The archive is cut short: it ends before its directory. What was read until here stays.";

    private FilingArchive() {}

    static void read(String name, InputStream in, FilingSink handedTo) throws IOException {
        OneReading sink = new OneReading(name, handedTo);
        Counting packed = new Counting(in);
        Set<InsiderTable> seen = EnumSet.noneOf(InsiderTable.class);
        try (InsiderDataSet tables = new InsiderDataSet(sink)) {
            ZipInputStream zip = new ZipInputStream(packed);
            String at = name;
            int read = 0;
            boolean cut = false;
            try {
                Guarded unpacked = new Guarded(zip, packed);
                int entries = 0;
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    at = shown(entry.getName());
                    if (++entries > MOST_ENTRIES) {
                        throw new IOException("the archive has more than " + MOST_ENTRIES + " entries");
                    }
                    read += entry(entry, at, unpacked, tables, seen, sink) ? 1 : 0;
                }
                packed.transferTo(OutputStream.nullOutputStream());
                cut = !packed.directory;
                if (cut) {
                    sink.problem(new FilingProblem(name, CUT_SHORT));
                }
            } catch (EOFException e) {
                cut = true;
                sink.problem(new FilingProblem(at, CUT_SHORT));
            } catch (IOException | IllegalArgumentException e) {
                sink.problem(
                        new FilingProblem(at, "The archive cannot be read further: " + reason(e) + ". What was read until here stays."));
            }
            if (read == 0 && !cut) {
                sink.problem(new FilingProblem(name, "The archive has neither a form nor a table of forms that can be read here."));
            }
            if (!seen.isEmpty()) {
                EnumSet.of(InsiderTable.SUBMISSION, InsiderTable.OWNER_SIGNATURE).stream().filter(table -> !seen.contains(table))
                        .forEach(table -> sink.problem(new FilingProblem(name, "The archive has no " + table.fileName() + ".")));
            }
            sink.at(InsiderTable.SUBMISSION.fileName(), false);
            tables.handOver();
        }
    }

    /** Reads an entry. False: it is passed over. */
    private static boolean entry(ZipEntry entry, String shown, InputStream in, InsiderDataSet tables, Set<InsiderTable> seen,
            OneReading sink)
            throws IOException {
        if (entry.isDirectory()) {
            return false;
        }
        if (unsafe(entry.getName())) {
            sink.problem(new FilingProblem(shown, "The entry's name leads out of the archive. It is passed over."));
            return false;
        }
        String simple = shown.substring(shown.lastIndexOf('/') + 1);
        InsiderTable table = InsiderTable.named(simple);
        if (table != null) {
            if (seen.add(table)) {
                tables.take(table, simple, in);
            } else {
                sink.problem(new FilingProblem(shown, "The archive has this table twice. The second is passed over."));
            }
        } else if (simple.toLowerCase(Locale.ROOT).matches(".*\\.(?:xml|txt|htm|html|pdf|nc)") && !simple.startsWith("FORM_345_")) {
            sink.at(shown, true);
            document(shown, in, sink);
        } else {
            if (simple.toLowerCase(Locale.ROOT).endsWith(".zip")) {
                sink.problem(new FilingProblem(shown, "An archive within an archive is not opened. Send it by itself."));
            }
            return false;
        }
        return true;
    }

    private static void document(String name, InputStream in, FilingSink sink) throws IOException {
        byte[] bytes = in.readNBytes(FilingReader.LARGEST_DOCUMENT + 1);
        if (bytes.length > FilingReader.LARGEST_DOCUMENT) {
            sink.problem(new FilingProblem(name, "The document is larger than 25 MB. It is passed over."));
        } else {
            FilingReader.read(name, bytes, sink);
        }
    }

    private static boolean unsafe(String name) {
        return name.startsWith("/") || name.contains("\\") || name.contains(":") || ("/" + name + "/").contains("/../");
    }

    private static String shown(String name) {
        String plain = name.replaceAll("\\p{Cc}", "?");
        return plain.length() > 200 ? plain.substring(0, 200) + "..." : plain;
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? "it cannot be unpacked" : message.replaceAll("[.\\s]+$", "");
    }

    /** Counts the packed bytes that were taken, and sees the directory with which an archive ends. */
    private static final class Counting extends WatchedStream {
        private static final int END_OF_DIRECTORY = 0x504b0506;

        private long taken;
        private boolean directory;
        private int last;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        protected void taken(byte[] bytes, int from, int count) {
            taken += count;
            for (int i = from; i < from + count; i++) {
                last = last << 8 | bytes[i] & 0xff;
                directory |= last == END_OF_DIRECTORY;
            }
        }
    }

    /** Counts the unpacked bytes and stops when they are too many, or too many for what was packed. */
    private static final class Guarded extends WatchedStream {
        private final Counting packed;
        private long unpacked;

        Guarded(InputStream in, Counting packed) {
            super(in);
            this.packed = packed;
        }

        @Override
        protected void taken(byte[] bytes, int from, int count) throws IOException {
            unpacked += count;
            if (unpacked > LARGEST || unpacked > RATIO_FROM && unpacked > RATIO * packed.taken) {
                throw new IOException("it expands beyond all proportion");
            }
        }

        @Override
        public void close() {
            // The archive goes on with its next entry.
        }
    }
}
