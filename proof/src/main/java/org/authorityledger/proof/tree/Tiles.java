package org.authorityledger.proof.tree;

import java.util.ArrayList;
import java.util.List;

/** Where tiles are kept, and the tree over them. */
@FunctionalInterface
public interface Tiles {

    /**
     * The hashes of a tile, one after the other, as many as there are.
     *
     * @throws MissingTile if there is no such tile
     */
    byte[] hashes(Tile tile);

    /** A tile that ought to be there is not, or has fewer hashes than it ought to. */
    final class MissingTile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public MissingTile(Tile tile) {
            super("tile " + tile.level() + "/" + tile.index() + " is missing or too short");
        }
    }

    /** The tree that stands on these tiles. */
    default MerkleTree tree() {
        return new MerkleTree(this::complete);
    }

    /** The root of a complete subtree, computed within the one tile that has it. */
    private Hash complete(int height, long index) {
        int within = height % 8;
        long first = index << within;
        Tile tile = new Tile(height / 8, first / Tile.WIDTH);
        byte[] hashes = hashes(tile);
        int offset = (int) (first % Tile.WIDTH);
        int width = 1 << within;
        if (hashes.length < (offset + width) * Hash.LENGTH) {
            throw new MissingTile(tile);
        }
        List<Hash> row = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            row.add(Hash.at(hashes, offset + i));
        }
        return fold(row);
    }

    /** The root over two to the power of n hashes. */
    static Hash fold(List<Hash> row) {
        List<Hash> level = row;
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>(level.size() / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(MerkleTree.node(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.getFirst();
    }
}
