package org.authorityledger.pages.reminders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.authorityledger.access.Permission;
import org.authorityledger.events.Form;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.Choice;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.reminders.CalendarFeed;
import org.authorityledger.reminders.Calendars;
import org.authorityledger.reminders.ReminderKind;
import org.authorityledger.reminders.Reminders;
import org.authorityledger.reminders.Subscription;
import org.authorityledger.reminders.views.SavedView;
import org.authorityledger.reminders.views.SavedViews;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/** What the page of reminders shows: everything that its reader has, and the forms with what was typed into them. */
final class RemindersSection {

    /** The forms of which it is offered to say who has no one to sign: one for each obligation. */
    private static final List<Form> FORMS = List.of(Form.FORM_4, Form.SCHEDULE_13D, Form.FORM_144);
    private static final List<Integer> DAYS = List.of(30, 60, 90);

    private final SavedViews views;
    private final Reminders reminders;
    private final Calendars calendars;

    RemindersSection(SavedViews views, Reminders reminders, Calendars calendars) {
        this.views = views;
        this.reminders = reminders;
        this.calendars = calendars;
    }

    /** A view with what it shows. */
    record ViewRow(SavedView view, String title, @Nullable String fault) {}

    /** A reminder with what it is about. */
    record ReminderRow(Subscription one, String title, long dead) {}

    /**
     * What was typed into the form for a reminder.
     *
     * @param about the kind, with a colon and what it asks for
     */
    record Typed(String name, String about, String channel, String to) {

        static final Typed NOTHING = new Typed("", "EXPIRING:30", "EMAIL", "");
    }

    /** A list that someone wanted to save, whose name was refused. */
    record Unsaved(String name, String list, String q, String show, String sort, boolean remind) {}

    String page(String owner, Typed typed, HttpServletRequest request, Model model) {
        boolean asks = Permission.ASK.roles().stream().anyMatch(request::isUserInRole);
        List<SavedView> saved = views.all(owner);
        Map<UUID, Long> dead = reminders.dead(owner);
        model.addAttribute("views", saved.stream().map(view -> new ViewRow(view, views.title(view), views.fault(view))).toList());
        model.addAttribute("reminders", reminders.of(owner).stream()
                .map(one -> new ReminderRow(one, reminders.title(one), dead.getOrDefault(one.subscriptionId(), 0L))).toList());
        List<CalendarFeed> feeds = calendars.of(owner);
        model.addAttribute("calendars", feeds);
        model.addAttribute("asks", asks);
        model.addAttribute("mailOff", reminders.mailOff());
        model.addAttribute("when", reminders.when());
        model.addAttribute("typed", typed);
        model.addAttribute("abouts", abouts(saved, typed.about(), asks));
        return PageLayoutInterceptor.VIEWS + "reminders";
    }

    private static List<Choice> abouts(List<SavedView> saved, String chosen, boolean asks) {
        List<Choice> abouts = new ArrayList<>();
        if (asks) {
            DAYS.forEach(days -> abouts.add(choice(ReminderKind.EXPIRING + ":" + days, "Expiring within " + days + " days", chosen)));
            abouts.add(choice(ReminderKind.UNDELIVERED.name(), ReminderKind.UNDELIVERED.label(), chosen));
            FORMS.forEach(form -> abouts.add(choice(ReminderKind.GAP + ":" + form.name(), "No one may sign " + form.title(), chosen)));
        }
        abouts.add(choice(ReminderKind.WAITING.name(), ReminderKind.WAITING.label(), chosen));
        if (asks) {
            saved.forEach(view -> abouts.add(choice(ReminderKind.VIEW + ":" + view.viewId(), "View: " + view.name(), chosen)));
        }
        return abouts;
    }

    private static Choice choice(String value, String label, String chosen) {
        return new Choice(value, label, value.equals(chosen));
    }

    /** Whether it was done; a refusal is shown on the page. */
    static boolean tried(Runnable change, HttpServletResponse response, Model model) {
        try {
            change.run();
            return true;
        } catch (Problem e) {
            Problem.Report report = e.report();
            response.setStatus(report.status().value());
            model.addAttribute("refused", report.detail());
            return false;
        }
    }
}
