package org.authorityledger.documents.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

class DocumentReaderTest {

    private static FiledDocument only(byte[] bytes) {
        List<FiledDocument> documents = DocumentReader.read(bytes);
        assertThat(documents).hasSize(1);
        return documents.getFirst();
    }

    private static byte[] pdf(String words) throws IOException {
        try (PDDocument pdf = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            if (!words.isEmpty()) {
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                    content.newLineAtOffset(50, 700);
                    content.showText(words);
                    content.endText();
                }
            }
            pdf.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static String uuencoded(byte[] bytes) {
        StringBuilder text = new StringBuilder("begin 644 power.pdf\n");
        for (int at = 0; at < bytes.length; at += 45) {
            int length = Math.min(45, bytes.length - at);
            text.append((char) (' ' + length));
            for (int i = at; i < at + length; i += 3) {
                int three = byteAt(bytes, i) << 16 | byteAt(bytes, i + 1) << 8 | byteAt(bytes, i + 2);
                for (int shift = 18; shift >= 0; shift -= 6) {
                    int bits = three >> shift & 0x3F;
                    text.append(bits == 0 ? '`' : (char) (' ' + bits));
                }
            }
            text.append('\n');
        }
        return text.append("`\nend\n").toString();
    }

    private static int byteAt(byte[] bytes, int at) {
        return at < bytes.length ? bytes[at] & 0xFF : 0;
    }

    @Test
    void text_is_UTF_8_or_else_Windows_1252() {
        assertThat(only("José’s power".getBytes(UTF_8)).text()).isEqualTo("José’s power");
        assertThat(only("José’s power".getBytes(Charset.forName("windows-1252"))).text()).isEqualTo("José’s power");
    }

    @Test
    void html_gives_a_line_for_each_block_and_no_scripts() {
        String html = "<html><head><title>T</title></head><body><p>Jane&nbsp;Roe &amp; Co</p><script>x()</script>"
                + "<p>the 10<sup>th</sup> day</p></body></html>";

        FiledDocument page = only(html.getBytes(UTF_8));

        assertThat(page.text()).isEqualTo("Jane\u00A0Roe & Co\nthe 10th day");
    }

    @Test
    void words_that_are_struck_out_in_html_do_not_stand() {
        assertThat(only("<p>Jane Roe <s>and <b>Jo Poe</b></s> to sign</p>".getBytes(UTF_8)).text())
                .isEqualTo("Jane Roe [struck out] to sign");
        assertThat(only("<p><del>Form 5</del>, <strike>Form 3</strike></p>".getBytes(UTF_8)).text())
                .isEqualTo("[struck out], [struck out]");
        assertThat(only("<p>Form 4 <span style=\"TEXT-DECORATION: line-through\">and 5</span></p>".getBytes(UTF_8)).text())
                .isEqualTo("Form 4 [struck out]");
        assertThat(only(
                "<html><style>.x{color:red;text-decoration:line-through}</style><p>Form 4 <i class=\"x\">and 5</i></p>".getBytes(UTF_8))
                .text())
                .isEqualTo("Form 4 [struck out]");
        assertThat(only("<p>Form 4 <u style=\"text-decoration: underline\">and 5</u></p>".getBytes(UTF_8)).text())
                .isEqualTo("Form 4 and 5");
    }

    @Test
    void a_pdf_with_text_is_read_and_one_of_pictures_is_refused() throws IOException {
        assertThat(only(pdf("Power of Attorney of Jane Roe")).text()).contains("Power of Attorney of Jane Roe");
        assertThat(only(pdf("")).text()).isNull();
        assertThat(only(pdf("")).notRead()).contains("pictures");
        assertThat(only("%PDF-1.7 torn".getBytes(UTF_8)).notRead()).contains("damaged");
    }

    @Test
    void a_submission_gives_all_its_documents_and_decodes_what_is_uuencoded() throws IOException {
        String submission = "<SEC-DOCUMENT>x\n<DOCUMENT>\n<TYPE>4\n<FILENAME>a.xml\n<TEXT>\n<XML/>\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-24.1\n"
                + "<FILENAME>power.pdf\n<DESCRIPTION>POA\n<TEXT>\n" + uuencoded(pdf("I appoint Jane Roe")) + "</TEXT>\n</DOCUMENT>\n"
                + "<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 logo.gif\n#1TE&\n`\nend\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>";

        List<FiledDocument> documents = DocumentReader.read(submission.getBytes(UTF_8));

        assertThat(documents).extracting(FiledDocument::type).containsExactly("4", "EX-24.1", "GRAPHIC");
        assertThat(documents.get(0).notRead()).contains("type 4");
        assertThat(documents.get(1).text()).contains("I appoint Jane Roe");
        assertThat(documents.get(1).exhibit24()).isTrue();
        assertThat(documents.get(2).text()).isNull();
    }
}
