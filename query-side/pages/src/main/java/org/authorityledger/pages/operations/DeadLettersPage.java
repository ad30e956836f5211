package org.authorityledger.pages.operations;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.authorityledger.authority.Naming;
import org.authorityledger.events.GrantorId;
import org.authorityledger.events.Position;
import org.authorityledger.pages.frame.AsOf;
import org.authorityledger.pages.frame.PageLayoutInterceptor;
import org.authorityledger.pages.wording.ActText;
import org.authorityledger.pages.wording.Links;
import org.authorityledger.register.Register;
import org.authorityledger.register.follow.DeadLetters;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Which records could the register not process, and why? Each can be tried again from here. */
@Controller
public class DeadLettersPage {

    public static final String PATH = "/dead-letters";
    private static final int MOST = 200;

    private final DeadLetters letters;
    private final Register register;

    DeadLettersPage(DeadLetters letters, Register register) {
        this.letters = letters;
        this.register = register;
    }

    /**
     * A record that waits.
     *
     * @param first whether it is the first of its grantor's, which the others wait for
     */
    record WaitingRecord(DeadLetters.Letter letter, String grantor, String grantorPath, boolean first) {}

    @GetMapping(PATH)
    String list(AsOf asOf, Model model) {
        letters.look();
        List<DeadLetters.Letter> waiting = letters.letters(MOST);
        Set<Position> first = waiting.stream()
                .collect(Collectors.toMap(DeadLetters.Letter::grantorId, DeadLetters.Letter::position, Position::min))
                .values().stream().collect(Collectors.toSet());
        model.addAttribute("letters", ActText.named(register, names -> waiting.stream().map(letter -> {
            GrantorId grantorId = letter.grantorId();
            return new WaitingRecord(letter, names.of(Naming.Part.GRANTOR, grantorId.value()), Links.grantor(grantorId),
                    first.contains(letter.position()));
        }).toList()));
        model.addAttribute("cut", waiting.size() == MOST);
        return PageLayoutInterceptor.VIEWS + "dead-letters";
    }
}
