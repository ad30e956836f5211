package org.authorityledger.transparencylog.web;

import org.authorityledger.http.Numbers;
import org.authorityledger.proof.tree.TreeSize;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Reads sizes of the tree in parameters; in the contract they are plain numbers. */
@ControllerAdvice
class TreeSizes {

    static {
        SpringDocUtils.getConfig().replaceWithClass(TreeSize.class, Long.class);
    }

    @InitBinder
    void register(WebDataBinder binder) {
        binder.registerCustomEditor(TreeSize.class, Numbers.editor(TreeSize::of));
    }
}
