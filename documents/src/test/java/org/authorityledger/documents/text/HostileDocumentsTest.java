package org.authorityledger.documents.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.authorityledger.documents.instrument.InstrumentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made to take time or memory takes little of either. */
class HostileDocumentsTest {

    private static FiledDocument only(byte[] bytes) {
        List<FiledDocument> documents = DocumentReader.read(bytes);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    private static byte[] pdf(int lines, boolean locked) throws IOException {
        try (PDDocument pdf = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            for (int page = 0; page * 50 < lines; page++) {
                PDPage one = new PDPage();
                pdf.addPage(one);
                try (PDPageContentStream content = new PDPageContentStream(pdf, one)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 8);
                    content.newLineAtOffset(20, 780);
                    for (int line = 0; line < 50 && page * 50 + line < lines; line++) {
                        content.showText("the undersigned hereby appoints no one ".repeat(3));
                        content.newLineAtOffset(0, -12);
                    }
                    content.endText();
                }
            }
            if (locked) {
                pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            }
            pdf.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** A content stream of spaces: a thousand times as large as it comes. */
    private static byte[] bomb(long unpacked, String filter) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed, new Deflater(9))) {
            byte[] spaces = " ".repeat(1 << 16).getBytes(ISO_8859_1);
            for (long done = 0; done < unpacked; done += spaces.length) {
                deflater.write(spaces);
            }
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.write(("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Length " + packed.size()
                + "/Filter/" + filter
                + ">>stream\n").getBytes(ISO_8859_1));
        pdf.write(packed.toByteArray());
        pdf.write("\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF".getBytes(ISO_8859_1));
        return pdf.toByteArray();
    }

    @Test
    @Timeout(20)
    void a_pdf_that_unpacks_to_very_much_is_refused_and_one_that_does_not_is_opened() throws IOException {
        assertThat(only(bomb(PdfText.MOST_UNPACKED + (1 << 17), "FlateDecode")).notRead()).contains("unpacks to more");
        assertThat(only(bomb(1 << 20, "FlateDecode")).notRead()).contains("no text");
        assertThat(only(bomb(1 << 20, "LZWDecode")).notRead()).contains("packed in a way");
        assertThat(only(bomb(1 << 20, "RunLengthDecode")).notRead()).contains("packed in a way");
    }

    @Test
    @Timeout(20)
    void a_locked_pdf_and_one_of_very_much_text_say_so() throws IOException {
        assertThat(only(pdf(1, true)).notRead()).contains("locked");
        assertThat(only(pdf(100, false)).text()).contains("hereby appoints no one");
        assertThat(only(pdf(3_000, false)).notRead()).contains("too long");
    }

    @Test
    void no_cache_of_fonts_is_written() throws IOException {
        Path cache = Path.of(System.getProperty("pdfbox.fontcache", System.getProperty("user.home")), ".pdfbox.cache");
        boolean before = Files.exists(cache);

        only(pdf(1, false));

        assertThat(Files.exists(cache)).isEqualTo(before);
    }

    @Test
    @Timeout(20)
    void deep_and_broken_html_is_read_or_refused_in_little_time() {
        for (String html : List.of("<html>" + "<div>".repeat(100_000) + "x", "<html>" + "<pre>x".repeat(60_000),
                "<html><p " + "a".repeat(1_000_000),
                "<html>" + "<table><tr><td>".repeat(40_000), "<html>" + "&lt;".repeat(300_000),
                "<html>" + "<b><i><u>".repeat(50_000) + "text")) {
            InstrumentReader.read(only(html.getBytes(UTF_8)), null);
        }
    }

    @Test
    @Timeout(60)
    void more_who_sign_or_are_appointed_than_a_power_has_are_not_read_one_by_one() {
        String power = "I, John Smith, hereby appoint %s to sign Form 4 for Acme Inc.\nDated: March 1, 2019\n%s";
        assertThat(
                InstrumentReader.read(FiledDocument.of(power.formatted("Jane Roe", "/s/ John Smith\n".repeat(13_000))), null).noProposal())
                .contains("more people signed");
        assertThat(InstrumentReader.read(FiledDocument.of(power.formatted("Jane Roe", "/s/ John Smith\n")), null).proposals()).hasSize(1);
    }

    @Test
    @Timeout(60)
    void texts_made_to_try_every_rule_are_read_in_little_time() {
        String appoints = "I, John Smith, hereby appoint ";
        for (String piece : List.of("a", " ", "\n", "A. ", "Jane Roe, ", "John A. Smith and ", "<", "-", "_", "\"", "(a) ",
                "/s/ John Smith\n", "By: ",
                "Form 4 ", "revoke ", "power of attorney dated ", "on behalf of ", "as to Jane Roe, and ", "three (3) years ", "Inc. ",
                "1 ")) {
            String text = appoints + "Jane Roe to sign Form 4. " + piece.repeat(50_000 / piece.length());
            InstrumentReader.read(FiledDocument.of(text), null);
        }
    }

    @Test
    @Timeout(30)
    void a_submission_of_many_documents_and_one_without_ends_is_taken_apart_in_little_time() {
        String many = "<SEC-DOCUMENT>x\n" + "<DOCUMENT>\n<TYPE>EX-24\n<TEXT>\nhello\n</TEXT>\n</DOCUMENT>\n".repeat(50_000);
        assertThat(DocumentReader.read(many.getBytes(UTF_8))).hasSizeGreaterThan(100);
        String open = "<SEC-DOCUMENT>x\n" + "<DOCUMENT>\n<TYPE>EX-24\n".repeat(50_000) + "<TEXT>".repeat(50_000);
        DocumentReader.read(open.getBytes(UTF_8));
        DocumentReader.read(("<SEC-DOCUMENT>x\n<DOCUMENT>\n<TYPE>EX-24\n<TEXT>\n" + "begin 644 a\n".repeat(500_000)).getBytes(UTF_8));
    }
}
