package org.authorityledger.proof.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds leaves to a tree kept as tiles. Reads only the tiles of the right edge, and knows which changed. */
public final class TileGrowth {

    private final Tiles before;
    private final TreeSize sizeBefore;
    private final Map<Tile, List<Hash>> changed = new LinkedHashMap<>();
    private long size;

    /** Starts at a tree of this size. */
    public TileGrowth(TreeSize size, Tiles before) {
        this.before = before;
        this.sizeBefore = size;
        this.size = size.value();
    }

    /** Adds the next leaf. */
    public void add(Hash leaf) {
        add(0, size, leaf);
        size++;
    }

    private void add(int level, long index, Hash hash) {
        Tile tile = new Tile(level, index / Tile.WIDTH);
        List<Hash> row = changed.computeIfAbsent(tile, this::load);
        if (row.size() != index % Tile.WIDTH) {
            throw new Tiles.MissingTile(tile);
        }
        row.add(hash);
        if (row.size() == Tile.WIDTH) {
            add(level + 1, tile.index(), Tiles.fold(row));
        }
    }

    private List<Hash> load(Tile tile) {
        List<Hash> row = new ArrayList<>();
        int width = tile.width(sizeBefore);
        if (width > 0) {
            byte[] hashes = before.hashes(tile);
            if (hashes.length < width * Hash.LENGTH) {
                throw new Tiles.MissingTile(tile);
            }
            for (int i = 0; i < width; i++) {
                row.add(Hash.at(hashes, i));
            }
        }
        return row;
    }

    /** How many leaves there are now. */
    public TreeSize size() {
        return new TreeSize(size);
    }

    /** The tiles that changed, each with all it has now. */
    public Map<Tile, byte[]> changed() {
        Map<Tile, byte[]> tiles = new LinkedHashMap<>();
        changed.forEach((tile, row) -> {
            byte[] hashes = new byte[row.size() * Hash.LENGTH];
            for (int i = 0; i < row.size(); i++) {
                row.get(i).copyTo(hashes, i);
            }
            tiles.put(tile, hashes);
        });
        return tiles;
    }

    /** The tiles as they are now: the changed ones, and the others as they were. */
    public Tiles now() {
        Map<Tile, byte[]> tiles = changed();
        return tile -> {
            byte[] hashes = tiles.get(tile);
            if (hashes != null) {
                return hashes;
            }
            byte[] kept = before.hashes(tile);
            int width = tile.width(sizeBefore);
            return kept.length == width * Hash.LENGTH ? kept : Arrays.copyOf(kept, Math.min(kept.length, width * Hash.LENGTH));
        };
    }
}
