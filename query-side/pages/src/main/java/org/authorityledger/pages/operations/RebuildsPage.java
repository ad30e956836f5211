package org.authorityledger.pages.operations;

import java.util.Map;
import java.util.UUID;
import org.authorityledger.http.Problem;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.register.rebuild.Rebuild;
import org.authorityledger.register.rebuild.Rebuilds;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Does the register match the ledger? The last rebuilds, their progress, and what differed. */
@Controller
class RebuildsPage {

    static final String PATH = "/rebuilds";

    /** The wording of the states. */
    private static final Map<Rebuild.State, String> STATES = Map.of(Rebuild.State.LOADING, "Reading every record", Rebuild.State.INDEXING,
            "Building the indexes", Rebuild.State.FOLLOWING, "Adding new records", Rebuild.State.COMPARING, "Comparing old and new",
            Rebuild.State.SWITCHING, "Switching over", Rebuild.State.DONE, "Done", Rebuild.State.CANCELLED, "Canceled",
            Rebuild.State.FAILED,
            "Failed");

    private final Rebuilds rebuilds;

    RebuildsPage(Rebuilds rebuilds) {
        this.rebuilds = rebuilds;
    }

    @GetMapping(PATH)
    String list(AsOf asOf, Model model) {
        model.addAttribute("rebuilds", rebuilds.last());
        model.addAttribute("states", STATES);
        return PageLayoutInterceptor.VIEWS + "rebuilds";
    }

    @GetMapping(PATH + "/{rebuildId}")
    String one(@PathVariable String rebuildId, AsOf asOf, Model model) {
        Rebuild rebuild = rebuilds.find(id(rebuildId));
        model.addAttribute("rebuild", rebuild);
        model.addAttribute("states", STATES);
        return PageLayoutInterceptor.VIEWS + "rebuilds";
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("rebuildId", "is not the id of a rebuild");
        }
    }
}
