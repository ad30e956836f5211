package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.authorityledger.access.Permission;
import org.authorityledger.access.people.ScopedTo;
import org.authorityledger.events.GrantorId;
import org.authorityledger.http.Pages;
import org.authorityledger.pages.wording.DisplayText;
import org.authorityledger.pages.wording.Glossary;
import org.authorityledger.register.Incomplete;
import org.authorityledger.transparencylog.LogReading;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Puts the layout around every page, and the as-of bar on each page that takes an {@link AsOf}. */
public final class PageLayoutInterceptor implements HandlerInterceptor {

    /** Where the templates of pages are. */
    public static final String VIEWS = "pages/";
    /** The attribute by which a page says when what it shows changes: {@link ChangePoints}. */
    public static final String CHANGES = "changes";
    public static final String BAR = "bar";
    /** The attribute by which a page says which of its forms the clocks of the as-of bar belong to: the form's id. */
    public static final String FORM = "clocksForm";
    /** The attribute by which a page says whom its answers are about: a {@link GrantorId}, or {@link #ANYONE}. */
    public static final String ABOUT = "about";
    public static final String ANYONE = "anyone";

    private final List<NavigationEntry> navigation;
    private final DisplayText words;
    private final Glossary glossary;
    private final Incomplete incomplete;
    private final NewestCheckpoint checkpoint;

    PageLayoutInterceptor(List<NavigationEntry> navigation, DisplayText words, Glossary glossary, Incomplete incomplete,
            LogReading log) {
        this.navigation = navigation.stream().sorted(Comparator.comparingInt(NavigationEntry::order)).toList();
        this.words = words;
        this.glossary = glossary;
        this.incomplete = incomplete;
        this.checkpoint = new NewestCheckpoint(log);
    }

    @Override
    public void postHandle(HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null || page.getViewName() == null || !page.getViewName().startsWith(VIEWS)) {
            return;
        }
        page.addObject("frame", frame(request));
        page.addObject("words", words);
        page.addObject("glossary", glossary);
        Object about = page.getModel().get(ABOUT);
        if (about != null) {
            page.addObject("incomplete", incomplete.of(about instanceof GrantorId grantorId ? Set.of(grantorId) : null));
        }
        if (page.getModel().get(AsOfReader.ATTRIBUTE) instanceof AsOf asOf && !page.getModel().containsKey(BAR)) {
            ChangePoints changes = page.getModel().get(CHANGES) instanceof ChangePoints given ? given : ChangePoints.NONE;
            page.addObject(BAR, AsOfBar.of(asOf, request, changes, (String) page.getModel().get(FORM), null, null));
        }
        Principal user = request.getUserPrincipal();
        if (user != null) {
            page.addObject("printed", PrintedHeading.of(request, user.getName(), Instant.now(), (AsOfBar) page.getModel().get(BAR),
                    checkpoint));
        }
    }

    DisplayText words() {
        return words;
    }

    Glossary glossary() {
        return glossary;
    }

    PageLayout frame(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        boolean session = user != null && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                || request.getRequestURI().equals(Pages.SIGN_IN);
        CsrfToken token = session && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken found ? found : null;
        return new PageLayout(user == null ? null : user.getName(), may(request, Permission.ASK), may(request, Permission.RECORD),
                may(request, Permission.INVESTIGATE), may(request, Permission.ADMINISTER), may(request, Permission.AUDIT),
                request.getRequestURI(),
                navigation.stream().filter(entry -> may(request, entry.permission()) && entry.shown().getAsBoolean()).toList(), token);
    }

    private static boolean may(HttpServletRequest request, Permission permission) {
        // Pages are closed to those who see only what concerns some issuers.
        return !ScopedTo.isScoped(SecurityContextHolder.getContext().getAuthentication())
                && permission.roles().stream().anyMatch(request::isUserInRole);
    }
}
