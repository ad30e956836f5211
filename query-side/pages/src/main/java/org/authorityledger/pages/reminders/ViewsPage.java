package org.authorityledger.pages.reminders;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.UUID;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.reminders.ReminderKind;
import org.authorityledger.reminders.views.SavedView;
import org.authorityledger.reminders.views.SavedViews;
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

/** Saving a list as a view, and opening, renaming and removing one. */
@Controller
class ViewsPage {

    static final String PATH = "/views";
    private static final String REMIND = "remind";

    private final SavedViews views;
    private final RemindersSection section;

    ViewsPage(SavedViews views, RemindersSection section) {
        this.views = views;
        this.section = section;
    }

    @PostMapping(PATH)
    String save(@RequestParam String name, @RequestParam String list, @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String show, @RequestParam(defaultValue = "") String sort,
            @RequestParam(defaultValue = "") String then, Principal user, HttpServletRequest request, HttpServletResponse response,
            Model model) {
        String owner = ViewsController.owner(user);
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", name).put("list", list);
        ObjectNode filters = body.putObject("filters");
        put(filters, "q", q);
        put(filters, "show", show);
        put(body, "sort", sort);
        UUID[] saved = new UUID[1];
        if (RemindersSection.tried(() -> saved[0] = views.save(owner, body).viewId(), response, model)) {
            return "redirect:" + RemindersPage.PATH + "?view=" + saved[0] + (then.equals(REMIND) ? "#new" : "#views");
        }
        model.addAttribute("unsaved", new RemindersSection.Unsaved(name, list, q, show, sort, then.equals(REMIND)));
        return section.page(owner, RemindersSection.Typed.NOTHING, request, model);
    }

    private static void put(ObjectNode fields, String name, String value) {
        if (!value.isBlank()) {
            fields.put(name, value);
        }
    }

    /** Goes on to the list. Of a view that asks for what is gone, a page says so. */
    @GetMapping(PATH + "/{viewId}")
    String open(@PathVariable UUID viewId, Principal user, Model model) {
        SavedView view = views.find(ViewsController.owner(user), viewId);
        String path = views.path(view);
        if (path != null) {
            return "redirect:" + path;
        }
        model.addAttribute("view", view);
        model.addAttribute("fault", views.fault(view));
        return PageLayoutInterceptor.VIEWS + "view";
    }

    @PostMapping(PATH + "/{viewId}/name")
    String rename(@PathVariable UUID viewId, @RequestParam String name, Principal user, HttpServletRequest request,
            HttpServletResponse response, Model model) {
        String owner = ViewsController.owner(user);
        return RemindersSection.tried(() -> views.rename(owner, viewId, JsonNodeFactory.instance.objectNode().put("name", name)), response,
                model) ? back() : section.page(owner, RemindersSection.Typed.NOTHING, request, model);
    }

    @PostMapping(PATH + "/{viewId}/removal")
    String remove(@PathVariable UUID viewId, Principal user, HttpServletRequest request, HttpServletResponse response, Model model) {
        String owner = ViewsController.owner(user);
        return RemindersSection.tried(() -> views.remove(owner, viewId), response, model)
                ? back()
                : section.page(owner, RemindersSection.Typed.NOTHING, request, model);
    }

    private static String back() {
        return "redirect:" + RemindersPage.PATH + "#views";
    }

    /** What the form for a reminder says about a view. */
    static String about(@Nullable UUID viewId) {
        return viewId == null ? RemindersSection.Typed.NOTHING.about() : ReminderKind.VIEW + ":" + viewId;
    }
}
