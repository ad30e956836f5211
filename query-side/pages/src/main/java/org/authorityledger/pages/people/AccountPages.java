package org.authorityledger.pages.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.authorityledger.access.people.ApiKey;
import org.authorityledger.access.people.Changer;
import org.authorityledger.access.people.CurrentPerson;
import org.authorityledger.access.people.People;
import org.authorityledger.access.people.Person;
import org.authorityledger.http.Numbers;
import org.authorityledger.http.Pages;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own account: the password, and keys for programs. */
@Controller
class AccountPages {

    static final String PATH = Pages.ACCOUNT;

    private static final int MOST_DAYS = 366;
    private static final String USUAL_DAYS = "90";

    private final People people;

    AccountPages(People people) {
        this.people = people;
    }

    @GetMapping(PATH)
    String account(HttpServletRequest request, Model model) {
        Person person = own(request);
        return account(person, "", USUAL_DAYS, person.roles(), model);
    }

    private String account(Person person, String name, String days, Set<String> chosen, Model model) {
        model.addAttribute("person", person);
        model.addAttribute("roles", new RoleText());
        model.addAttribute("keys", people.keys(person.username()));
        model.addAttribute("name", name);
        model.addAttribute("days", days);
        model.addAttribute("chosen", chosen);
        return PageLayoutInterceptor.VIEWS + "account";
    }

    @PostMapping(PATH + "/keys")
    String makeKey(@RequestParam String name, @RequestParam String days, @RequestParam(required = false) @Nullable Set<String> roles,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        Person person = own(request);
        Set<String> chosen = roles == null ? Set.of() : roles;
        boolean done = PeoplePages.tried(() -> {
            People.Made<ApiKey> made = people.makeKey(Changer.of(request), name.strip(), chosen, People.Scope.EVERYTHING,
                    Instant.now().plus(Duration.ofDays(days(days))));
            model.addAttribute("secret", made.secret());
            model.addAttribute("secretOf", made.it().name());
        }, response, model);
        return done ? account(person, "", USUAL_DAYS, person.roles(), model) : account(person, name, days, chosen, model);
    }

    private static int days(String text) {
        try {
            int days = Math.toIntExact(Numbers.parse(text.strip()));
            if (days < 1 || days > MOST_DAYS) {
                throw Problem.malformed("days", "must be from 1 to " + MOST_DAYS);
            }
            return days;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Problem.malformed("days", "must be a number of days");
        }
    }

    @PostMapping(PATH + "/keys/{keyId}/revoke")
    String revoke(@PathVariable UUID keyId, HttpServletRequest request) {
        Changer own = Changer.of(request);
        people.revokeKey(own, own.username(), keyId);
        return "redirect:" + PATH;
    }

    @GetMapping(CurrentPerson.PASSWORD_PAGE)
    String password(HttpServletRequest request, Model model) {
        model.addAttribute("first", own(request).mustChange());
        return PageLayoutInterceptor.VIEWS + "password";
    }

    @PostMapping(CurrentPerson.PASSWORD_PAGE)
    String changePassword(@RequestParam String current, @RequestParam String password, @RequestParam String again,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        boolean done = PeoplePages.tried(() -> {
            if (!password.equals(again)) {
                throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "PASSWORDS_DIFFER", "The two new passwords differ.", List.of());
            }
            people.changePassword(Changer.of(request), current, password);
        }, response, model);
        return done ? "redirect:" + Pages.SIGN_IN + "?changed" : password(request, model);
    }

    private Person own(HttpServletRequest request) {
        return Objects.requireNonNull(people.find(Changer.of(request).username()));
    }
}
