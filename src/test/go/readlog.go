// Reads a log that Haetae wrote with none of Haetae's code: only the Go project's own, as Debian's
// golang-golang-x-mod-dev has it. Checks the signature, every entry and the growth from every
// earlier checkpoint. Usage: readlog FOLDER VKEY
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (f folder) Height() int                        { return 8 }
func (f folder) SaveTiles(t []tlog.Tile, d [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, t := range tiles {
		name := strings.Replace(strings.TrimPrefix(t.Path(), "tile/8/"), "data/", "entries/", 1)
		d, err := os.ReadFile(filepath.Join(string(f), "tile", name))
		if err != nil {
			return nil, err
		}
		data = append(data, d)
	}
	return data, nil
}

func check(err error) {
	if err != nil {
		fmt.Println("REJECTED:", err)
		os.Exit(1)
	}
}

func open(file string, keys note.Verifiers) (tree tlog.Tree) {
	signed, err := os.ReadFile(file)
	check(err)
	n, err := note.Open(signed, keys)
	check(err)
	lines := strings.Split(n.Text, "\n")
	_, err = fmt.Sscan(lines[1], &tree.N)
	check(err)
	tree.Hash, err = tlog.ParseHash(lines[2])
	check(err)
	return tree
}

func main() {
	f := folder(os.Args[1])
	key, err := note.NewVerifier(os.Args[2])
	check(err)
	keys := note.VerifierList(key)
	tree := open(filepath.Join(string(f), "checkpoint"), keys)
	hashes := tlog.TileHashReader(tree, f)
	for i := int64(0); i < tree.N; i += 256 {
		width := 256
		if tree.N-i < 256 {
			width = int(tree.N - i)
		}
		data, err := f.ReadTiles([]tlog.Tile{{H: 8, L: -1, N: i / 256, W: width}})
		check(err)
		for j, rest := int64(0), data[0]; len(rest) > 0; j++ {
			length := 2 + int(binary.BigEndian.Uint16(rest))
			proof, err := tlog.ProveRecord(tree.N, i+j, hashes)
			check(err)
			check(tlog.CheckRecord(proof, tree.N, tree.Hash, i+j, tlog.RecordHash(rest[2:length])))
			rest = rest[length:]
		}
	}
	earlier, err := filepath.Glob(filepath.Join(string(f), "checkpoints", "*"))
	check(err)
	for _, file := range earlier {
		old := open(file, keys)
		if old.N == 0 {
			continue
		}
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	}
	fmt.Println("ACCEPTED:", tree.N, "entries,", len(earlier), "earlier checkpoints")
}
