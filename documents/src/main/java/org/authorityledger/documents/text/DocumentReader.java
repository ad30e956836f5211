package org.authorityledger.documents.text;

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
import org.jspecify.annotations.Nullable;

/** From bytes as filed to documents with text: plain text, HTML, PDF with text, or a whole submission with all its documents. */
public final class DocumentReader {

    private static final Pattern DOCUMENT = Pattern.compile("(?is)<DOCUMENT>(.*?)(?:</DOCUMENT>|(?=<DOCUMENT>)|\\z)");
    private static final Pattern BODY = Pattern.compile("(?is)<TEXT>(.*?)(?:</TEXT>|\\z)");
    private static final Pattern HTML = Pattern.compile("(?i)<(?:!doctype html|html|body|p|div|table|br|font|pre)\\b");
    private static final Pattern UUENCODED = Pattern.compile("(?m)^begin [0-7]{3} (\\S.*)$");
    private static final Pattern HEADER = Pattern.compile("(?is)<SEC-HEADER>(.*?)</SEC-HEADER>");
    private static final Pattern A_POWER = Pattern.compile("POWER|POA|ATTORNEY|CONFIRMING");
    private static final Pattern TYPE = tag("TYPE");
    private static final Pattern FILE_NAME = tag("FILENAME");
    private static final Pattern DESCRIPTION = tag("DESCRIPTION");
    private static final int HEAD = 4096;
    private static final int LONGEST_HEADER = 1 << 18;
    /** With its tags and styles. Nothing longer is taken apart. */
    private static final int LONGEST_HTML = 10 * FiledDocument.LONGEST_TEXT;
    private static final String TOO_LONG = "the document is too long for a power of attorney";

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

    /** What the header of a whole submission says, as it stands there; null: these bytes are none. */
    public static @Nullable String header(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, LONGEST_HEADER), StandardCharsets.ISO_8859_1);
        Matcher header = HEADER.matcher(head);
        return header.find() ? header.group(1) : null;
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
        String type = tag(head, TYPE);
        String fileName = tag(head, FILE_NAME);
        String description = tag(head, DESCRIPTION);
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
                || description != null && A_POWER.matcher(description.toUpperCase(Locale.ROOT)).find();
    }

    private static Pattern tag(String name) {
        return Pattern.compile("(?im)^[ \\t]*<" + name + ">[ \\t]*(.*?)[ \\t]*\\r?$");
    }

    private static @Nullable String tag(String head, Pattern tag) {
        Matcher matcher = tag.matcher(head);
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
        if (content.length() > LONGEST_HTML) {
            return FiledDocument.refused(type, fileName, description, TOO_LONG);
        }
        boolean html = HTML.matcher(content.substring(0, Math.min(content.length(), 4 * HEAD))).find();
        return withText(html ? HtmlText.of(content) : content, type, fileName, description);
    }

    private static boolean pdf(byte[] bytes) {
        int to = Math.min(bytes.length, 1024);
        return new String(bytes, 0, to, StandardCharsets.ISO_8859_1).contains("%PDF-");
    }

    private static FiledDocument ofPdf(byte[] bytes, @Nullable String type, @Nullable String fileName, @Nullable String description) {
        try {
            return withText(PdfText.of(bytes), type, fileName, description);
        } catch (PdfText.NotRead e) {
            return FiledDocument.refused(type, fileName, description, String.valueOf(e.getMessage()));
        }
    }

    private static FiledDocument withText(String text, @Nullable String type, @Nullable String fileName, @Nullable String description) {
        if (text.isBlank()) {
            return FiledDocument.refused(type, fileName, description, "the document has no text");
        }
        return text.length() > FiledDocument.LONGEST_TEXT
                ? FiledDocument.refused(type, fileName, description, TOO_LONG)
                : new FiledDocument(type, fileName, description, text, null);
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
