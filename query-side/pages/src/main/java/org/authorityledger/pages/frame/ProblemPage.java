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

/** Tells a person what went wrong and what to do. A wrong date is shown in the as-of bar, ready to be put right. */
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
            throw new IOException("the page that tells a problem could not be made", e);
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
            // Both are wrong: the other one is told when this one is right.
            return AsOfBar.of(read, request, ChangePoints.NONE, request.getParameter(AsOf.ON), request.getParameter(AsOf.KNOWN_AT));
        }
        return AsOfBar.of(read, request, ChangePoints.NONE, wrongOn, wrongKnownAt);
    }

    private static @Nullable String wrong(HttpServletRequest request, Problem.Report report, String name) {
        return Optional.ofNullable(request.getParameter(name))
                .filter(text -> report.errors().stream().anyMatch(fault -> fault.path().equals(name))).orElse(null);
    }

    private static String heading(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "This address cannot be understood";
            case FORBIDDEN -> "This is not for your role";
            case NOT_FOUND -> "Nothing found here";
            case METHOD_NOT_ALLOWED -> "This cannot be done here";
            case SERVICE_UNAVAILABLE -> "Not available at the moment";
            case UNPROCESSABLE_CONTENT, CONFLICT, PRECONDITION_FAILED -> "Refused";
            default -> status.is5xxServerError() ? "Something went wrong here" : "This did not work";
        };
    }

    private static String advice(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "Put it right below, or go back to where you came from.";
            case FORBIDDEN -> "Ask whoever runs this ledger for the role, or sign in as someone who has it.";
            case NOT_FOUND -> "Look for a name, or check the address.";
            case SERVICE_UNAVAILABLE -> "Wait a moment and load the page again. What was recorded is safe.";
            default -> status.is5xxServerError()
                    ? "Load the page again. If it stays so, tell whoever runs this ledger the number below."
                    : "Go back to where you came from.";
        };
    }
}
