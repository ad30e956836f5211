package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.http.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/** Reports to a person what went wrong and what to do. A wrong date is shown in the as-of bar, where it can be corrected. */
final class ProblemPage implements Pages {

    private final ViewResolver views;
    private final PageLayoutInterceptor framing;
    private final AsOfReader asOf;

    ProblemPage(ViewResolver views, PageLayoutInterceptor framing, AsOfReader asOf) {
        this.views = views;
        this.framing = framing;
        this.asOf = asOf;
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response, Problem.Report report) throws IOException {
        Map<String, Object> model = new HashMap<>();
        PageLayout frame = framing.frame(request);
        model.put("frame", frame);
        model.put("words", framing.words());
        model.put("glossary", framing.glossary());
        model.put("report", report);
        model.put("heading", heading(report.status()));
        model.put("advice", advice(report.status()));
        model.put("correlation", RequestContext.correlationId(request));
        model.put("searches", report.status() == HttpStatus.NOT_FOUND && frame.mayAsk());
        if (report.status() != HttpStatus.SERVICE_UNAVAILABLE && frame.mayAsk()) {
            model.put(PageLayoutInterceptor.BAR, bar(request, report));
        }
        try {
            View view = Objects.requireNonNull(views.resolveViewName(PageLayoutInterceptor.VIEWS + "problem", Locale.ENGLISH));
            view.render(model, request, response);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the page that reports a problem could not be rendered", e);
        }
    }

    /** What can be read of the two clocks, and the text of what cannot. */
    private AsOfBar bar(HttpServletRequest request, Problem.Report report) {
        String wrongOn = wrong(request, report, AsOf.ON);
        String wrongKnownAt = wrong(request, report, AsOf.KNOWN_AT);
        AsOf read = asOf.now();
        try {
            read = asOf.of(wrongOn != null ? null : asOf.day(AsOf.ON, request.getParameter(AsOf.ON)),
                    wrongKnownAt != null ? null : asOf.instant(AsOf.KNOWN_AT, request.getParameter(AsOf.KNOWN_AT)));
        } catch (Problem second) {
            // Both are wrong. The page reports the other one when this one is corrected.
            return AsOfBar.of(read, request, ChangePoints.NONE, null, request.getParameter(AsOf.ON), request.getParameter(AsOf.KNOWN_AT));
        }
        return AsOfBar.of(read, request, ChangePoints.NONE, null, wrongOn, wrongKnownAt);
    }

    private static @Nullable String wrong(HttpServletRequest request, Problem.Report report, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(text -> report.errors().stream().anyMatch(fault -> fault.path().equals(name))).orElse(null);
    }

    private static String heading(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "Invalid address";
            case FORBIDDEN -> "Not permitted for your role";
            case NOT_FOUND -> "Page not found";
            case METHOD_NOT_ALLOWED -> "Not possible here";
            case SERVICE_UNAVAILABLE -> "Temporarily unavailable";
            case UNPROCESSABLE_CONTENT, CONFLICT, PRECONDITION_FAILED -> "Refused";
            default -> status.is5xxServerError() ? "Something went wrong" : "The request failed";
        };
    }

    private static String advice(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "Correct it below, or go back to the previous page.";
            case FORBIDDEN -> "Ask your administrator for the role, or sign in as a user who has it.";
            case NOT_FOUND -> "Search for a name, or check the address.";
            case SERVICE_UNAVAILABLE -> "Wait a moment, then reload the page. Nothing that was recorded is lost.";
            default -> status.is5xxServerError()
                    ? "Reload the page. If the problem persists, give your administrator the reference below."
                    : "Go back to the previous page.";
        };
    }
}
