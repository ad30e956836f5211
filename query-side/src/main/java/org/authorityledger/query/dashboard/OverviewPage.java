package org.authorityledger.query.dashboard;

import org.authorityledger.query.register.RegisterPosition;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where does everything stand? The page on which one arrives. */
@Controller
class OverviewPage {

    private final RegisterPosition position;

    OverviewPage(RegisterPosition position) {
        this.position = position;
    }

    /** What this page brings along. */
    static class Beans {

        @Bean
        NavigationEntry overviewEntry() {
            return new NavigationEntry("Overview", "/", 0, false);
        }
    }

    @GetMapping("/")
    String overview(AsOf asOf, Model model) {
        model.addAttribute("position", position.position());
        model.addAttribute("lag", position.lag());
        return Framing.VIEWS + "overview";
    }
}
