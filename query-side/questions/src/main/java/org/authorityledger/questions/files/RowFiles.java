package org.authorityledger.questions.files;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.authorityledger.questions.listing.ListingConverter;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests with a file of rows, in the format that the client accepts. */
public final class RowFiles {

    private final ListingConverter listings;
    private final JsonMapper mapper;

    public RowFiles(JsonMapper mapper) {
        this.listings = new ListingConverter(mapper);
        this.mapper = mapper;
    }

    /**
     * Begins the answer.
     *
     * @param name of the file, without its ending
     * @param about what it holds for, as of a list
     */
    public RowFile begin(HttpServletRequest request, HttpServletResponse response, String name, List<Column> columns,
            Map<String, Object> about) throws IOException {
        RowFile.Format format = RowFile.Format.of(request);
        Map<String, String> headers = listings.headers(about);
        headers.forEach(response::setHeader);
        response.setContentType(format.contentType());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "." + format.ending() + "\"");
        return format.begin(response.getOutputStream(), columns, headers, mapper);
    }
}
