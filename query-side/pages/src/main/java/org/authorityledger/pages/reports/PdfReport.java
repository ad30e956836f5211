package org.authorityledger.pages.reports;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.NameMarkup;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Element;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Writes a report as PDF, page by page: letter paper on its side, each page with its number, with both clocks and with who printed it. The fonts
 * are within the file. A character that they do not have is written by its number.
 */
final class PdfReport {

    private static final float MARGIN = 36;
    private static final float TOP = 50;
    private static final float BOTTOM = 46;
    private static final float SMALL = 7.5f;
    private static final float USUAL = 9;
    /** Rows are laid out in batches of this size. */
    private static final int AT_ONCE = 100;
    /** A table does not begin at the foot of a page. */
    private static final float ROOM_FOR_A_TABLE = 90;
    private static final int GREY = 0xE8E8E8;
    private static final int BAR = 0x3B6EA5;
    private static final float WIDTH_OF_BARS = 12;
    private static final String PLACES_FOR_THE_NUMBER = "000000";

    private static final Typeface PLAIN = new Typeface("DejaVuSansCondensed.ttf");
    private static final Typeface BOLD = new Typeface("DejaVuSansCondensed-Bold.ttf");
    private static final Typeface MONO = new Typeface("DejaVuSansMono.ttf");

    private final Report report;
    private final DisplayText words;
    private final PdfWriter writer;
    private final Document document = new Document(
            new Rectangle(PageSize.LETTER.getHeight(), PageSize.LETTER.getWidth()), MARGIN, MARGIN, TOP, BOTTOM);

    private PdfReport(Report report, DisplayText words, OutputStream out) {
        this.report = report;
        this.words = words;
        this.writer = PdfWriter.getInstance(document, out);
    }

    /** A font that is within the file, as far as it is used. */
    private record Typeface(BaseFont font) {

        Typeface(String file) {
            this(load(file));
        }

        private static BaseFont load(String file) {
            try (InputStream in = PdfReport.class.getResourceAsStream("/net/sf/jasperreports/fonts/dejavu/" + file)) {
                return BaseFont.createFont(file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, true, Objects.requireNonNull(in).readAllBytes(),
                        null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Phrase of(String text, float size) {
            return new Phrase(shown(text), new Font(font, size));
        }

        private String shown(String text) {
            String marked = NameMarkup.plain(text).replace("\u2068", "").replace("\u2069", "");
            StringBuilder shown = new StringBuilder();
            marked.codePoints().forEach(cp -> {
                if (cp == '\n' || font.charExists(cp)) {
                    shown.appendCodePoint(cp);
                } else {
                    shown.append(String.format(Locale.ROOT, "[U+%04X]", cp));
                }
            });
            return shown.toString();
        }
    }

    /** Writes it. A failure leaves the file without its end. */
    static void write(Report report, DisplayText words, OutputStream out) throws IOException {
        try {
            new PdfReport(report, words, out).write();
        } catch (ExceptionConverter | DocumentException e) {
            // The client may be gone: that is no failure of the report.
            for (Throwable cause = e; cause != null; cause = cause instanceof ExceptionConverter wrapped
                    ? wrapped.getException()
                    : cause.getCause()) {
                if (cause instanceof IOException gone) {
                    throw gone;
                }
            }
            throw e;
        }
    }

    private void write() {
        writer.setPageEvent(new Frame());
        writer.getExtraCatalog().put(new PdfName("Lang"), new PdfString("en-US"));
        document.addTitle(report.title());
        document.addCreator("Authority Ledger");
        document.open();
        heading();
        for (Report.Section section : report.sections()) {
            section(section);
        }
        document.close();
    }

    private void heading() {
        document.add(paragraph(BOLD, report.title(), 16, 0, 8));
        PdfPTable about = new PdfPTable(new float[]{ 2, 9});
        about.setWidthPercentage(100);
        for (Report.Fact fact : report.about()) {
            about.addCell(plain(BOLD.of(fact.name(), USUAL)));
            about.addCell(plain(PLAIN.of(fact.value(), USUAL)));
        }
        about.addCell(plain(BOLD.of("How to verify", USUAL)));
        about.addCell(plain(PLAIN.of(report.verifying(), USUAL)));
        about.addCell(plain(BOLD.of("Checkpoint of the log", USUAL)));
        about.addCell(plain(report.note() == null ? PLAIN.of("none was signed yet", USUAL) : MONO.of(report.note(), SMALL)));
        document.add(about);
    }

    private void section(Report.Section section) {
        if (writer.getVerticalPosition(true) < BOTTOM + ROOM_FOR_A_TABLE) {
            document.newPage();
        }
        document.add(paragraph(BOLD, section.title(), 12, 4, 0));
        document.add(paragraph(PLAIN, section.explanation(), SMALL, 0, 6));
        if (section.drawn()) {
            chart(section);
        } else {
            Table table = new Table(section);
            section.rows().each(table);
            table.end();
        }
    }

    /** A bar beside each number, as long as it is large. */
    private void chart(Report.Section section) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        section.rows().each(rows::add);
        if (rows.isEmpty()) {
            document.add(paragraph(PLAIN, section.empty(), USUAL, 0, 0));
            return;
        }
        double highest = Math.max(1, rows.stream().mapToLong(row -> number(row[1])).max().orElse(1));
        int columns = section.columns().size();
        float[] widths = new float[columns + 1];
        for (int column = 0; column < columns; column++) {
            widths[column] = section.columns().get(column).width();
        }
        widths[columns] = WIDTH_OF_BARS;
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setHeaderRows(1);
        section.columns().forEach(column -> table.addCell(heading(column.name())));
        table.addCell(heading(""));
        for (@Nullable
        Object[] row : rows) {
            for (Object value : row) {
                table.addCell(cell(PLAIN, text(value)));
            }
            PdfPCell bar = cell(PLAIN, "");
            double share = Math.max(0, number(row[1])) / highest;
            bar.setCellEvent((cell, place, canvases) -> {
                PdfContentByte canvas = canvases[PdfPTable.BACKGROUNDCANVAS];
                canvas.saveState();
                canvas.setColorFill(new Color(BAR));
                canvas.rectangle(place.getLeft() + 2, place.getBottom() + 2, (float) ((place.getWidth() - 4) * share),
                        place.getHeight() - 4);
                canvas.fill();
                canvas.restoreState();
            });
            table.addCell(bar);
        }
        document.add(table);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static PdfPCell heading(String text) {
        PdfPCell cell = cell(BOLD, text);
        cell.setBackgroundColor(new Color(GREY));
        return cell;
    }

    private String text(@Nullable Object value) {
        return value == null ? "" : value instanceof LocalDate day ? words.shortDay(day).replace('\u00a0', ' ') : value.toString();
    }

    private static PdfPCell cell(Typeface face, String text) {
        PdfPCell cell = new PdfPCell(face.of(text, SMALL));
        cell.setPadding(3);
        cell.setBorderWidth(0.4f);
        cell.setRunDirection(PdfWriter.RUN_DIRECTION_DEFAULT);
        return cell;
    }

    private static Paragraph paragraph(Typeface face, String text, float size, float before, float after) {
        Paragraph paragraph = new Paragraph(size * 1.3f, "", new Font(face.font(), size));
        paragraph.add(face.of(text, size));
        paragraph.setSpacingBefore(before);
        paragraph.setSpacingAfter(after);
        return paragraph;
    }

    private static PdfPCell plain(Phrase phrase) {
        PdfPCell cell = new PdfPCell(phrase);
        cell.setBorder(0);
        cell.setPadding(2);
        return cell;
    }

    /** A table that is laid out as its rows come, its headings on each page. */
    private final class Table implements Report.Taker {

        private final Report.Section section;
        private final PdfPTable table;
        private long rows;

        Table(Report.Section section) {
            this.section = section;
            float[] widths = new float[section.columns().size()];
            for (int column = 0; column < widths.length; column++) {
                widths[column] = section.columns().get(column).width();
            }
            table = new PdfPTable(widths);
            table.setWidthPercentage(100);
            table.setHeaderRows(1);
            table.setComplete(false);
            section.columns().forEach(column -> table.addCell(heading(column.name())));
        }

        @Override
        public void row(@Nullable Object... cells) {
            for (Object value : cells) {
                table.addCell(cell(PLAIN, text(value)));
            }
            rows++;
            if (rows % AT_ONCE == 0) {
                document.add(table);
            }
        }

        void end() {
            if (rows == 0) {
                document.add(paragraph(PLAIN, section.empty(), USUAL, 0, 0));
                return;
            }
            table.setComplete(true);
            document.add(table);
            document.add(paragraph(PLAIN, "%,d %s.".formatted(rows, rows == 1 ? "row" : "rows"), SMALL, 2, 0));
        }
    }

    /** What is on each page beside the rows: how many pages there are is filled in at the end. */
    private final class Frame extends PdfPageEventHelper {

        private @Nullable PdfTemplate pages;

        @Override
        public void onOpenDocument(PdfWriter open, Document opened) {
            pages = open.getDirectContent().createTemplate(PLAIN.font().getWidthPoint(PLACES_FOR_THE_NUMBER, SMALL), USUAL);
        }

        @Override
        public void onEndPage(PdfWriter open, Document ended) {
            PdfContentByte page = open.getDirectContent();
            if (open.getPageNumber() > 1) {
                line(page, Element.ALIGN_LEFT, report.title(), ended.left(), ended.top() + 14);
                line(page, Element.ALIGN_RIGHT, report.clocks(), ended.right(), ended.top() + 14);
            }
            line(page, Element.ALIGN_LEFT, report.printed(), ended.left(), ended.bottom() - 18);
            String number = "Page " + open.getPageNumber() + " of ";
            float room = PLAIN.font().getWidthPoint(PLACES_FOR_THE_NUMBER, SMALL);
            line(page, Element.ALIGN_RIGHT, number, ended.right() - room, ended.bottom() - 18);
            page.addTemplate(Objects.requireNonNull(pages), ended.right() - room + 1, ended.bottom() - 18);
        }

        /** Long names are cut: the first page has them in full. */
        private void line(PdfContentByte page, int alignment, String text, float x, float y) {
            String shown = PLAIN.shown(text);
            float room = (document.right() - document.left()) * 0.6f;
            while (PLAIN.font().getWidthPoint(shown, SMALL) > room) {
                shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -2)) + "…";
            }
            org.openpdf.text.pdf.ColumnText.showTextAligned(page, alignment, new Phrase(shown, new Font(PLAIN.font(), SMALL)), x, y, 0,
                    PdfWriter.RUN_DIRECTION_DEFAULT, 0);
        }

        @Override
        public void onCloseDocument(PdfWriter open, Document closed) {
            PdfTemplate number = Objects.requireNonNull(pages);
            number.beginText();
            number.setFontAndSize(PLAIN.font(), SMALL);
            number.showText(Integer.toString(open.getPageNumber() - 1));
            number.endText();
        }
    }
}
