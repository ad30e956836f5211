package org.authorityledger.pages.reminders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.UUID;
import org.authorityledger.access.people.Changer;
import org.authorityledger.http.Numbers;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.reminders.RemindersSection.Typed;
import org.authorityledger.reminders.Calendars;
import org.authorityledger.reminders.ReminderKind;
import org.authorityledger.reminders.Reminders;
import org.authorityledger.reminders.Subscription;
import org.authorityledger.reminders.views.ViewsController;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One's own views, reminders and calendars, and the log of what a reminder sent. */
@Controller
class RemindersPage {

    static final String PATH = "/reminders";
    private static final String ONE = PATH + "/{reminderId}";

    private final Reminders reminders;
    private final Calendars calendars;
    private final RemindersSection section;

    RemindersPage(Reminders reminders, Calendars calendars, RemindersSection section) {
        this.reminders = reminders;
        this.calendars = calendars;
        this.section = section;
    }

    @GetMapping(PATH)
    String all(@RequestParam(required = false) @Nullable UUID view, Principal user, HttpServletRequest request, Model model) {
        return section.page(ViewsController.owner(user), new Typed("", ViewsPage.about(view), "EMAIL", ""), request, model);
    }

    @PostMapping(PATH)
    String make(@RequestParam String name, @RequestParam String about, @RequestParam String channel, @RequestParam String to,
            HttpServletRequest request, HttpServletResponse response, Model model) {
        Changer by = Changer.of(request);
        boolean done = RemindersSection.tried(() -> {
            Reminders.Made made = reminders.make(by, body(name, about, channel, to));
            model.addAttribute("made", made.subscription());
            model.addAttribute("secret", made.secret());
        }, response, model);
        // A secret is on this answer and nowhere else; without one the browser goes to the page itself.
        return done && model.getAttribute("secret") == null
                ? "redirect:" + PATH
                : section.page(by.username(), done ? Typed.NOTHING : new Typed(name, about, channel, to), request, model);
    }

    private static ObjectNode body(String name, String about, String channel, String to) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name).put("channel", channel).put("to", to.strip());
        String kind = about.replaceFirst(":.*", "");
        String what = about.contains(":") ? about.substring(about.indexOf(':') + 1) : "";
        body.put("kind", kind);
        if (kind.equals(ReminderKind.EXPIRING.name())) {
            body.put("days", days(what));
        } else if (kind.equals(ReminderKind.GAP.name())) {
            body.put("form", what);
        } else if (kind.equals(ReminderKind.VIEW.name())) {
            body.put("viewId", what);
        }
        return body;
    }

    private static int days(String text) {
        try {
            return Math.toIntExact(Numbers.parse(text.strip()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Problem.malformed("days", "must be a number of days");
        }
    }

    @GetMapping(ONE)
    String one(@PathVariable UUID reminderId, Principal user, Model model) {
        return one(ViewsController.owner(user), reminderId, model);
    }

    private String one(String owner, UUID reminderId, Model model) {
        Subscription one = reminders.find(owner, reminderId);
        model.addAttribute("one", one);
        model.addAttribute("about", reminders.title(one));
        model.addAttribute("deliveries", reminders.deliveries(owner, reminderId));
        model.addAttribute("mailOff", reminders.mailOff());
        model.addAttribute("when", reminders.when());
        return PageLayoutInterceptor.VIEWS + "reminder";
    }

    @PostMapping(ONE + "/name")
    String rename(@PathVariable UUID reminderId, @RequestParam String name, HttpServletRequest request, HttpServletResponse response,
            Model model) {
        Changer by = Changer.of(request);
        return after(by, reminderId, RemindersSection.tried(
                () -> reminders.change(by, reminderId, JsonNodeFactory.instance.objectNode().put("name", name)), response, model), model);
    }

    @PostMapping(ONE + "/pause")
    String pause(@PathVariable UUID reminderId, @RequestParam boolean paused, HttpServletRequest request) {
        reminders.change(Changer.of(request), reminderId, JsonNodeFactory.instance.objectNode().put("paused", paused));
        return back(reminderId);
    }

    @PostMapping(ONE + "/removal")
    String remove(@PathVariable UUID reminderId, HttpServletRequest request) {
        reminders.remove(Changer.of(request), reminderId);
        return "redirect:" + PATH;
    }

    @PostMapping(ONE + "/now")
    String now(@PathVariable UUID reminderId, HttpServletRequest request, HttpServletResponse response, Model model) {
        Changer by = Changer.of(request);
        return after(by, reminderId, RemindersSection.tried(() -> reminders.now(by, reminderId), response, model), model);
    }

    @PostMapping(ONE + "/test")
    String test(@PathVariable UUID reminderId, HttpServletRequest request, HttpServletResponse response, Model model) {
        Changer by = Changer.of(request);
        return after(by, reminderId, RemindersSection.tried(() -> reminders.test(by, reminderId), response, model), model);
    }

    @PostMapping(ONE + "/deliveries/{messageId}/again")
    String again(@PathVariable UUID reminderId, @PathVariable UUID messageId, HttpServletRequest request, HttpServletResponse response,
            Model model) {
        Changer by = Changer.of(request);
        return after(by, reminderId, RemindersSection.tried(() -> reminders.again(by, reminderId, messageId), response, model), model);
    }

    private String after(Changer by, UUID reminderId, boolean done, Model model) {
        return done ? back(reminderId) : one(by.username(), reminderId, model);
    }

    private static String back(UUID reminderId) {
        return "redirect:" + PATH + "/" + reminderId;
    }

    @PostMapping(PATH + "/calendars")
    String makeCalendar(@RequestParam String name, @RequestParam String days, HttpServletRequest request, HttpServletResponse response,
            Model model) {
        Changer by = Changer.of(request);
        RemindersSection.tried(() -> model.addAttribute("calendar",
                calendars.make(by, JsonNodeFactory.instance.objectNode().put("name", name).put("days", days(days)))), response, model);
        return section.page(by.username(), Typed.NOTHING, request, model);
    }

    @PostMapping(PATH + "/calendars/{calendarId}/removal")
    String revokeCalendar(@PathVariable UUID calendarId, HttpServletRequest request) {
        calendars.revoke(Changer.of(request), calendarId);
        return "redirect:" + PATH + "#calendars";
    }
}
