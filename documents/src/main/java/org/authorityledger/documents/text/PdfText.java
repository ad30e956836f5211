package org.authorityledger.documents.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/**
 * The text of a PDF. What it unpacks to is measured first and the text is cut off, so that no PDF takes much memory. No font of the machine is
 * looked for: the same PDF reads the same everywhere, and nothing is written to a cache.
 */
final class PdfText {

    /** What all packed parts of one PDF may unpack to. */
    static final long MOST_UNPACKED = 64L << 20;
    private static final int MOST_PAGES = 100;
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);

    static {
        FontMappers.set(new OneFont());
    }

    private PdfText() {}

    /** A PDF that is not read, and why. */
    static final class NotRead extends Exception {

        private static final long serialVersionUID = 1L;

        NotRead(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * The text, cut off after as many characters as a paper may have and one more.
     *
     * @throws NotRead if it is damaged, locked, too large, or has no text
     */
    static String of(byte[] bytes) throws NotRead {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        if (raw.contains("/Encrypt")) {
            throw new NotRead("the PDF is locked and cannot be read");
        }
        if (raw.contains("/LZW") || raw.contains("/RunLength")) {
            throw new NotRead("the PDF is packed in a way that is not read; save it again as a newer PDF");
        }
        requireModest(bytes);
        StringBuilder text = new StringBuilder();
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setLineSeparator("\n");
            stripper.setSortByPosition(true);
            stripper.setEndPage(MOST_PAGES);
            stripper.writeText(pdf, new Bounded(text));
        } catch (Full full) {
            return text.toString();
        } catch (IOException | RuntimeException e) {
            throw new NotRead("the PDF is damaged or locked and cannot be read");
        }
        if (text.toString().isBlank()) {
            throw new NotRead("the PDF has pictures of pages and no text");
        }
        return text.toString();
    }

    /** Unpacks every part without keeping anything. */
    private static void requireModest(byte[] bytes) throws NotRead {
        long unpacked = 0;
        byte[] thrownAway = new byte[1 << 16];
        int at = next(bytes, 0);
        while (at >= 0) {
            int from = at + STREAM.length;
            while (from < bytes.length && (bytes[from] == '\r' || bytes[from] == '\n')) {
                from++;
            }
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(bytes, from, bytes.length - from);
                while (!inflater.finished()) {
                    int some = inflater.inflate(thrownAway);
                    if (some == 0) {
                        break;
                    }
                    unpacked += some;
                    if (unpacked > MOST_UNPACKED) {
                        throw new NotRead("the PDF unpacks to more than is read of a power of attorney");
                    }
                }
            } catch (DataFormatException e) {
                // Not packed so, or torn: what was unpacked of it is counted.
            } finally {
                inflater.end();
            }
            at = next(bytes, from);
        }
    }

    private static int next(byte[] bytes, int from) {
        for (int at = from; at <= bytes.length - STREAM.length; at++) {
            boolean here = bytes[at] == 's' && bytes[at + 1] == 't' && bytes[at + 2] == 'r' && bytes[at + 3] == 'e' && bytes[at + 4] == 'a'
                    && bytes[at + 5] == 'm';
            if (here) {
                return at;
            }
        }
        return -1;
    }

    private static final class Full extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Bounded extends Writer {

        private final StringBuilder text;

        Bounded(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void write(char[] characters, int from, int count) throws IOException {
            text.append(characters, from, count);
            if (text.length() > FiledDocument.LONGEST_TEXT) {
                throw new Full();
            }
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** The font that comes with the library, for every font that a PDF names and does not bring. Only its widths matter here. */
    private static final class OneFont implements FontMapper {

        private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

        private @Nullable TrueTypeFont font;

        private synchronized TrueTypeFont font() {
            TrueTypeFont loaded = font;
            if (loaded == null) {
                try (InputStream bytes = PDDocument.class.getResourceAsStream(FONT)) {
                    if (bytes == null) {
                        throw new IOException("no " + FONT);
                    }
                    loaded = new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(bytes));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                font = loaded;
            }
            return loaded;
        }

        @Override
        public FontMapping<TrueTypeFont> getTrueTypeFont(String baseFont, @Nullable PDFontDescriptor fontDescriptor) {
            return new FontMapping<>(font(), false);
        }

        @Override
        public FontMapping<FontBoxFont> getFontBoxFont(String baseFont, @Nullable PDFontDescriptor fontDescriptor) {
            return new FontMapping<>(font(), false);
        }

        @Override
        public CIDFontMapping getCIDFont(String baseFont, @Nullable PDFontDescriptor fontDescriptor,
                @Nullable PDCIDSystemInfo cidSystemInfo) {
            return new CIDFontMapping((OpenTypeFont) null, font(), false);
        }
    }
}
