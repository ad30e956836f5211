package org.authorityledger.pages.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.authorityledger.access.SignInWays;
import org.authorityledger.access.provider.ProviderSignIn;
import org.authorityledger.http.Browsers;
import org.authorityledger.http.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page, and what the scripts of pages ask about the session. */
@Controller
class SignInPages {

    private static final Map<String, String> REFUSED = Map.of("NO_ROLE",
            "You signed in, but have no role in this ledger. Ask those who give roles at your identity provider.", "PERSON_DISABLED",
            "Your account in this ledger is disabled.", "PROVIDER_UNAVAILABLE", "The identity provider cannot be reached. Try again later.",
            "PROVIDER_REFUSED", "The identity provider did not sign you in.");

    private final SignInWays ways;

    SignInPages(SignInWays ways) {
        this.ways = ways;
    }

    @GetMapping(Pages.SIGN_IN)
    String signIn(@RequestParam(name = "continue", required = false) @Nullable String continuation,
            @RequestParam(required = false) @Nullable String failed, @RequestParam(required = false) @Nullable String ended,
            @RequestParam(required = false) @Nullable String again, @RequestParam(required = false) @Nullable String changed,
            @RequestParam(required = false) @Nullable Integer wait, @RequestParam(required = false) @Nullable String refused, Model model) {
        model.addAttribute("continuation", Browsers.localPath(continuation));
        model.addAttribute("failed", failed != null);
        model.addAttribute("ended", ended != null);
        model.addAttribute("again", again != null);
        model.addAttribute("changed", changed != null);
        model.addAttribute("wait", wait);
        model.addAttribute("refused", refused == null ? null : REFUSED.get(refused));
        model.addAttribute("passwords", ways.passwords());
        model.addAttribute("provider", ways.provider());
        model.addAttribute("start", ProviderSignIn.START);
        return PageLayoutInterceptor.VIEWS + "sign-in";
    }

    /** Who is signed in, and the current CSRF token: a page that stayed open through another sign-in has an old one. */
    @GetMapping(path = "/session", produces = "application/json")
    ResponseEntity<Map<String, Object>> session(HttpServletRequest request, Principal user) {
        Map<String, Object> session = new LinkedHashMap<>();
        session.put("user", user.getName());
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            session.put("header", token.getHeaderName());
            session.put("token", token.getToken());
        }
        return ResponseEntity.ok(session);
    }

    /** Where a user arrives who signed in again in a new tab, while a page is still open. */
    @GetMapping("/session/renewed")
    String renewed() {
        return PageLayoutInterceptor.VIEWS + "renewed";
    }
}
