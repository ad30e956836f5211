package org.authorityledger.documents.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;

/** From bytes as filed to documents with text: plain text, HTML, PDF with text, or a whole submission with all its documents. */
public final class DocumentReader {

    private static final Pattern DOCUMENT = Pattern.compile("(?is)<DOCUMENT>(.*?)(?:</DOCUMENT>|(?=<DOCUMENT>)|\\z)");
    private static final Pattern BODY = Pattern.compile("(?is)<TEXT>(.*?)(?:</TEXT>|\\z)");
    private static final Pattern HTML = Pattern.compile("(?i)<(?:!doctype html|html|body|p|div|table|br|font|pre)\\b");
    private static final Pattern UUENCODED = Pattern.compile("(?m)^begin [0-7]{3} (\\S.*)$");
    private static final int HEAD = 4096;

    private DocumentReader() {}

    /** The documents in these bytes, in their order; those that cannot be read say why. */
    public static List<FiledDocument> read(byte[] bytes) {
        if (pdf(bytes)) {
            return List.of(ofPdf(bytes, null, null, null));
        }
        String text = decoded(bytes);
        String head = text.substring(0, Math.min(HEAD, text.length())).toUpperCase(Locale.ROOT);
        if (head.contains("<SEC-DOCUMENT>") || head.contains("<DOCUMENT>")) {
            return submission(text);
        }
        if (head.stripLeading().startsWith("<TYPE>")) {
            return List.of(part(text));
        }
        return List.of(content(text, null, null, null));
    }

    private static List<FiledDocument> submission(String text) {
        List<FiledDocument> documents = new ArrayList<>();
        Matcher matcher = DOCUMENT.matcher(text);
        while (matcher.find()) {
            documents.add(part(matcher.group(1)));
        }
        return List.copyOf(documents);
    }

    private static FiledDocument part(String part) {
        Matcher body = BODY.matcher(part);
        boolean found = body.find();
        String head = found ? part.substring(0, body.start()) : part;
        String type = tag(head, "TYPE");
        String fileName = tag(head, "FILENAME");
        String description = tag(head, "DESCRIPTION");
        if (!found) {
            return FiledDocument.refused(type, fileName, description, "the document has no text");
        }
        if (type != null && !mayHoldAPower(type, description)) {
            return FiledDocument.refused(type, fileName, description, "a document of type " + type + " is not read as a power of attorney");
        }
        return content(body.group(1), type, fileName, description);
    }

    private static boolean mayHoldAPower(String type, @Nullable String description) {
        String upper = type.toUpperCase(Locale.ROOT);
        return upper.startsWith("EX-24") || upper.startsWith("EX-99") || upper.startsWith("CORRESP") || upper.startsWith("COVER")
                || description != null && description.toUpperCase(Locale.ROOT).matches(".*(?:POWER|POA|ATTORNEY|CONFIRMING).*");
    }

    private static @Nullable String tag(String head, String name) {
        Matcher matcher = Pattern.compile("(?im)^\\s*<" + name + ">[ \\t]*(.*?)[ \\t]*\\r?$").matcher(head);
        return matcher.find() && !matcher.group(1).isBlank() ? matcher.group(1) : null;
    }

    private static FiledDocument content(String content, @Nullable String type, @Nullable String fileName, @Nullable String description) {
        Matcher encoded = UUENCODED.matcher(content);
        if (encoded.find()) {
            byte[] bytes = Uuencoding.decode(content.substring(encoded.end()));
            String name = fileName == null ? encoded.group(1).strip() : fileName;
            return pdf(bytes)
                    ? ofPdf(bytes, type, name, description)
                    : FiledDocument.refused(type, name, description,
                            "the document is a picture or a program's file, and has no text to read");
        }
        String text = HTML.matcher(content.substring(0, Math.min(content.length(), 4 * HEAD))).find() ? HtmlText.of(content) : content;
        return text.isBlank()
                ? FiledDocument.refused(type, fileName, description, "the document has no text")
                : new FiledDocument(type, fileName, description, text, null);
    }

    private static boolean pdf(byte[] bytes) {
        int to = Math.min(bytes.length, 1024);
        return new String(bytes, 0, to, StandardCharsets.ISO_8859_1).contains("%PDF-");
    }

    private static FiledDocument ofPdf(byte[] bytes, @Nullable String type, @Nullable String fileName, @Nullable String description) {
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setLineSeparator("\n");
            stripper.setSortByPosition(true);
            String text = stripper.getText(pdf);
            return text.isBlank()
                    ? FiledDocument.refused(type, fileName, description, "the PDF has pictures of pages and no text")
                    : new FiledDocument(type, fileName, description, text, null);
        } catch (IOException | RuntimeException e) {
            return FiledDocument.refused(type, fileName, description, "the PDF is damaged or locked and cannot be read");
        }
    }

    /** The text of these bytes: UTF-8 where they are, otherwise Windows-1252. */
    public static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }
}
