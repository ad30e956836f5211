package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** A file as the answer to a form. What is refused before its first byte can still be answered by a page. */
public final class AnswerFile extends OutputStream {

    private final HttpServletResponse response;
    private final String mediaType;
    private final String name;
    private boolean begun;

    /**
     * Nothing is written yet.
     *
     * @param sent the name of the file that came with the form; null: it had none
     * @param otherwise the name in place of that
     * @param ending what stands in the place of its ending
     */
    public AnswerFile(HttpServletResponse response, String mediaType, @Nullable String sent, String otherwise, String ending) {
        this.response = response;
        this.mediaType = mediaType;
        this.name = Objects.requireNonNullElse(sent, otherwise).replaceFirst("\\.[A-Za-z]{2,8}$", "") + ending;
    }

    /**
     * Whether a file is asked for as the answer.
     *
     * @throws Problem if something else is
     */
    public static boolean wanted(String as) {
        if (!as.isEmpty() && !as.equals("file")) {
            throw Problem.malformed("as", "must be file, or left out");
        }
        return !as.isEmpty();
    }

    private OutputStream begin() throws IOException {
        if (!begun) {
            begun = true;
            response.setContentType(mediaType);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
        }
        return response.getOutputStream();
    }

    @Override
    public void write(int b) throws IOException {
        begin().write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        begin().write(bytes, from, length);
    }

    @Override
    public void flush() throws IOException {
        if (begun) {
            response.getOutputStream().flush();
        }
    }

    /** Ends it; without a byte, it is an empty file. */
    public void end() throws IOException {
        begin().flush();
    }
}
