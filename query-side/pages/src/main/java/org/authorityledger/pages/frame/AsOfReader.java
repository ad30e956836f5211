package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import org.authorityledger.documents.sheet.WrittenDate;
import org.authorityledger.http.Dates;
import org.authorityledger.http.Problem;
import org.authorityledger.questions.listing.Page;
import org.authorityledger.register.QuestionClock;
import org.authorityledger.register.RegisterRefusal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads {@link AsOf} from a request and gives it to the template as {@code asOf}. People may write both as they like: a day
 * ({@link WrittenDate}), and a moment in the ledger's zone ({@link WrittenMoment}).
 */
public final class AsOfReader implements HandlerMethodArgumentResolver {

    static final String ATTRIBUTE = "asOf";

    private final QuestionClock moments;
    private final ZoneId zone;

    public AsOfReader(QuestionClock moments, ZoneId zone) {
        this.moments = moments;
        this.zone = zone;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == AsOf.class;
    }

    @Override
    public AsOf resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        AsOf asOf = read(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
        if (container != null) {
            container.addAttribute(ATTRIBUTE, asOf);
        }
        return asOf;
    }

    /** The second page of a list is about the moment of the first, which its cursor keeps. */
    AsOf read(HttpServletRequest request) {
        Map<String, String> kept = Page.clocksOf(request.getParameter("cursor"));
        return of(day(AsOf.ON, asked(request, AsOf.ON, kept)), instant(AsOf.KNOWN_AT, asked(request, AsOf.KNOWN_AT, kept)));
    }

    private static @Nullable String asked(HttpServletRequest request, String name, Map<String, String> kept) {
        String given = request.getParameter(name);
        return given == null || given.isBlank() ? kept.get(name) : given;
    }

    /** The day and the moment of knowledge asked for; a moment in the future becomes now, and the page says so. */
    public AsOf of(@Nullable LocalDate on, @Nullable Instant knownAt) {
        try {
            return new AsOf(on, knownAt, moments.of(on, knownAt), moments.today(), false);
        } catch (RegisterRefusal refusal) {
            if (refusal.code() != RegisterRefusal.Code.AHEAD_OF_THE_LEDGER) {
                throw refusal;
            }
            return new AsOf(on, null, moments.of(on, null), moments.today(), true);
        }
    }

    /** Today and now, not what the request says. */
    AsOf now() {
        return of(null, null);
    }

    public @Nullable LocalDate day(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        // As people write it, too: people type the addresses of pages, and paste dates.
        LocalDate written = WrittenDate.of(text).day();
        if (written != null) {
            return written;
        }
        try {
            return Dates.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(name, String.valueOf(e.getMessage()));
        }
    }

    public @Nullable Instant instant(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return WrittenMoment.of(text, zone);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(name, String.valueOf(e.getMessage()));
        }
    }
}
