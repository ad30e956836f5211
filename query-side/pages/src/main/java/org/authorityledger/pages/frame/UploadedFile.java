package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.authorityledger.http.Problem;
import org.jspecify.annotations.Nullable;

/** The file of a form. It is read as it comes, so that it need not be held. */
public final class UploadedFile {

    private UploadedFile() {}

    /** What is done with a file. */
    @FunctionalInterface
    public interface Use<T> {
        T of(InputStream file, @Nullable String name) throws IOException, InterruptedException;
    }

    /**
     * Reads the field {@code file}.
     *
     * @throws Problem if the form has no such file
     */
    public static <T> T read(HttpServletRequest request, Use<T> use) throws IOException, InterruptedException {
        try {
            FileItemIterator items = new FileUpload().getItemIterator(new ServletRequestContext(request));
            while (items.hasNext()) {
                FileItemStream item = items.next();
                if (!item.isFormField() && item.getFieldName().equals("file")) {
                    try (InputStream file = item.openStream()) {
                        return use.of(file, name(item.getName()));
                    }
                }
            }
        } catch (FileUploadException e) {
            throw Problem.malformed("file", "is not sent as a form sends a file");
        }
        throw Problem.malformed("file", "is required");
    }

    /** Some browsers send the whole path. */
    private static @Nullable String name(@Nullable String sent) {
        return sent == null || sent.isBlank() ? null : sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    }
}
