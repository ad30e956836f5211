package org.authorityledger.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a {@link Problem.Report} outside of controllers: in filters, and on the error page. People get a page. */
@Component
public class ProblemWriter {

    /** Headers that describe the body of an answer, which a problem takes the place of. */
    private static final List<String> ABOUT_THE_BODY = List.of("Content-Disposition", "Content-Encoding");

    private final JsonMapper mapper;
    private final ObjectProvider<Pages> pages;

    public ProblemWriter(JsonMapper mapper, ObjectProvider<Pages> pages) {
        this.mapper = mapper;
        this.pages = pages;
    }

    /** As the members of a problem object (RFC 9457, section 3.1), in a readable order. */
    public static Map<String, Object> members(Problem.Report report) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", report.type());
        members.put("title", report.title());
        members.put("status", report.status().value());
        members.put("code", report.code());
        members.put("detail", report.detail());
        members.put("errors", report.errors());
        return members;
    }

    /** The problem of an HTTP status, if nothing more is known. */
    public static Problem.Report ofStatus(HttpStatus status) {
        String detail = switch (status) {
            case UNAUTHORIZED -> "Authentication required.";
            case FORBIDDEN -> "Your role does not allow this.";
            case NOT_FOUND -> "There is nothing at this path.";
            case METHOD_NOT_ALLOWED -> "This path does not support this method.";
            case UNSUPPORTED_MEDIA_TYPE -> "This path does not accept a body of this media type.";
            case NOT_ACCEPTABLE -> "This path cannot answer in any media type that you accept.";
            case CONTENT_TOO_LARGE -> "The body is larger than this path accepts.";
            case BAD_REQUEST -> "The request cannot be understood.";
            default -> status.is5xxServerError()
                    ? "An internal error occurred. Nothing was recorded unless this response says so. See the server's log."
                    : status.getReasonPhrase() + ".";
        };
        return new Problem.Report(status, status == HttpStatus.BAD_REQUEST ? "MALFORMED" : status.name(), detail, List.of());
    }

    /** Writes it, for a person as a page. If another answer was begun already, it cannot be completed, and its connection is cut. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem.Report report) throws IOException {
        if (response.isCommitted()) {
            WholeAnswers.cut(request);
            return;
        }
        // What was written so far is not the answer to a failure, and a browser must not save a problem as the file that was asked for.
        response.resetBuffer();
        ABOUT_THE_BODY.forEach(name -> response.setHeader(name, null));
        response.setStatus(report.status().value());
        Pages forPeople = report.status() == HttpStatus.UNAUTHORIZED || !Browsers.wantsPage(request) ? null : pages.getIfAvailable();
        if (forPeople != null) {
            forPeople.write(request, response, report);
            return;
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(mapper.writeValueAsBytes(members(report)));
    }
}
