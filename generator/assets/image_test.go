package assets

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// picture draws a wide image whose left half is red and whose right is blue.
func picture(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{200, 0, 0, 255}
			if x >= w/2 {
				c = color.NRGBA{0, 0, 200, 255}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

func pngOf(t testing.TB, m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// jpegOf returns a JPEG image with an EXIF orientation, or without one for 0.
func jpegOf(t testing.TB, m image.Image, turn uint16, order binary.ByteOrder) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	if turn == 0 {
		return b.Bytes()
	}
	mark := "II*\x00"
	if order == binary.ByteOrder(binary.BigEndian) {
		mark = "MM\x00*"
	}
	exif := []byte("Exif\x00\x00" + mark + "\x00\x00\x00\x00\x00\x00" + strings.Repeat("\x00", 28))
	tiff := exif[6:]
	order.PutUint32(tiff[4:], 8)
	order.PutUint16(tiff[8:], 2)
	order.PutUint16(tiff[10:], 0x010f)
	order.PutUint16(tiff[22:], 0x0112)
	order.PutUint16(tiff[24:], 3)
	order.PutUint32(tiff[26:], 1)
	order.PutUint16(tiff[30:], turn)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return append(append(append([]byte{0xff, 0xd8}, segment...), exif...), b.Bytes()[2:]...)
}

// webp1x2 is a lossless WebP image of one by two pixels.
const webp1x2 = "RIFF\x16\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f\x00\x40\x00\x00\x07\xd0\xff\xfe\xf7"

func TestImage(t *testing.T) {
	few := image.NewPaletted(image.Rect(0, 0, 600, 4), color.Palette{color.Black, color.White})
	var anim bytes.Buffer
	if err := gif.Encode(&anim, few, nil); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		body []byte
		want Info
	}{
		{"png", pngOf(t, picture(8, 4)), Info{8, 4, "png", true, true}},
		{"png of few colours", pngOf(t, few), Info{600, 4, "png", true, false}},
		{"gif", anim.Bytes(), Info{600, 4, "gif", false, false}},
		{"webp", []byte(webp1x2), Info{1, 2, "webp", false, false}},
		{"jpeg", jpegOf(t, picture(8, 4), 0, nil), Info{8, 4, "jpeg", true, true}},
		{"jpeg, mirrored", jpegOf(t, picture(8, 4), 2, binary.LittleEndian), Info{8, 4, "jpeg", true, true}},
		{"jpeg, turned", jpegOf(t, picture(8, 4), 6, binary.LittleEndian), Info{4, 8, "jpeg", true, true}},
		{"jpeg, turned, other order", jpegOf(t, picture(8, 4), 8, binary.BigEndian), Info{4, 8, "jpeg", true, true}},
		{"jpeg, no such turn", jpegOf(t, picture(8, 4), 9, binary.BigEndian), Info{8, 4, "jpeg", true, true}},
		{"svg", []byte(`<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg" width="10" height="20px"/>`), Info{10, 20, "svg", false, false}},
		{"svg with a box", []byte(`<svg viewBox="0 0 30.4,40"><path/>`), Info{30, 40, "svg", false, false}},
		{"svg with box and width", []byte(`<svg width="1in" height="100%" viewBox="0 0 2 1"/>`), Info{96, 48, "svg", false, false}},
		{"svg with box and height", []byte(`<svg height="10" viewBox="0 0 2 1"/>`), Info{20, 10, "svg", false, false}},
	} {
		got, err := Image(bytes.NewReader(c.body))
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got, err, c.want)
		}
		if slow, err := Image(iotest.OneByteReader(bytes.NewReader(c.body))); err != nil || slow != got {
			t.Errorf("%s, byte by byte: %+v, %v", c.name, slow, err)
		}
	}
}

func TestImageProblems(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"empty":           {"", "not a JPEG, PNG"},
		"text":            {"hello", "not a JPEG, PNG"},
		"html":            {"<!doctype html><html></html>", "not a JPEG, PNG"},
		"svg of no size":  {`<svg width="100%"/>`, "neither width and height nor a viewBox"},
		"cut png":         {"\x89PNG\r\n\x1a\n\x00\x00", "read image header"},
		"broken box":      {`<svg viewBox="a b c d"/>`, "neither width"},
		"cut jpeg":        {"\xff\xd8\xff\xe0\x00\x10JFIF", "read image header"},
		"svg after limit": {strings.Repeat(" ", headerLimit) + "<svg width='1' height='1'/>", "not a JPEG, PNG"},
	} {
		if info, err := Image(strings.NewReader(c.body)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %+v, %v, want %q", name, info, err, c.want)
		}
	}
}

func TestVariants(t *testing.T) {
	for _, c := range []struct {
		name string
		body []byte
		want []image.Point
		left bool // red is on the left
	}{
		{"png", pngOf(t, picture(1000, 100)), []image.Point{{480, 48}, {960, 96}}, true},
		{"small png", pngOf(t, picture(480, 10)), nil, true},
		{"jpeg", jpegOf(t, picture(500, 200), 0, nil), []image.Point{{480, 192}}, true},
		{"jpeg, upside down", jpegOf(t, picture(500, 200), 3, binary.LittleEndian), []image.Point{{480, 192}}, false},
		{"jpeg, mirrored", jpegOf(t, picture(500, 200), 2, binary.LittleEndian), []image.Point{{480, 192}}, false},
		{"svg", []byte(`<svg width="2000" height="10"/>`), nil, true},
		{"large png", pngOf(t, picture(5200, 130)), []image.Point{{480, 12}, {960, 24}, {1600, 40}, {2560, 64}}, true},
		{"high png", pngOf(t, picture(20, 3000)), []image.Point{{17, 2560}}, true},
		{"large png of few colours", pngOf(t, colours(3000, 30)), []image.Point{{2560, 26}}, true},
		{"large jpeg, upside down", jpegOf(t, picture(2600, 100), 3, binary.LittleEndian), []image.Point{{480, 18}, {960, 37}, {1600, 62}, {2560, 98}}, false},
	} {
		info, err := Image(bytes.NewReader(c.body))
		if err != nil {
			t.Fatal(c.name, err)
		}
		list, err := Variants(c.body)
		if err != nil || len(list) != len(c.want) || len(Widths(info)) > len(c.want) {
			t.Errorf("%s: %d variants, %v, %v", c.name, len(list), Widths(info), err)
			continue
		}
		again, _ := Variants(c.body)
		for i, v := range list {
			m, format, err := image.Decode(bytes.NewReader(v.Body))
			if err != nil || format != info.Format || m.Bounds().Max != c.want[i] || v.Width != c.want[i].X || v.Height != c.want[i].Y {
				t.Errorf("%s: variant %d is %s of %v, %v", c.name, i, format, m.Bounds(), err)
			}
			if !bytes.Equal(v.Body, again[i].Body) {
				t.Errorf("%s: variant %d differs the second time", c.name, i)
			}
			if red(m, v.Width/4, v.Height/2) != c.left || red(m, v.Width*3/4, v.Height/2) == c.left {
				t.Errorf("%s: variant %d is turned wrongly", c.name, i)
			}
		}
	}
}

// colours is picture with a palette.
func colours(w, h int) *image.Paletted {
	m := image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.NRGBA{200, 0, 0, 255}, color.NRGBA{0, 0, 200, 255}})
	for i := range m.Pix {
		m.Pix[i] = uint8(2 * (i % w) / w)
	}
	return m
}

// A picture with few colours keeps them when it is made smaller.
func TestVariantsKeepPalettes(t *testing.T) {
	list, err := Variants(pngOf(t, colours(3000, 30)))
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(list[0].Body))
	if p, ok := m.(*image.Paletted); err != nil || !ok || len(p.Palette) != 2 {
		t.Errorf("%T, %v", m, err)
	}
}

func TestFit(t *testing.T) {
	for _, c := range []struct{ info, want Info }{
		{Info{Width: 2560, Height: 2560, Resizable: true}, Info{Width: 2560, Height: 2560}},
		{Info{Width: 8599, Height: 6709, Resizable: true}, Info{Width: 2560, Height: 1997}},
		{Info{Width: 100, Height: 5120, Resizable: true}, Info{Width: 50, Height: 2560}},
		{Info{Width: 90000, Height: 1, Resizable: true}, Info{Width: 2560, Height: 1}},
		{Info{Width: 9000, Height: 9000}, Info{Width: 9000, Height: 9000}}, // a GIF or an SVG
	} {
		if w, h := c.info.Fit(); w != c.want.Width || h != c.want.Height {
			t.Errorf("%+v: %d x %d", c.info, w, h)
		}
	}
}

// Resizing takes memory for the result and some rows, not for the source once more.
func TestScaleIsFrugal(t *testing.T) {
	src := image.NewYCbCr(image.Rect(0, 0, 4000, 3000), image.YCbCrSubsampleRatio420)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	m := scale(src, 1600, 1200)
	runtime.ReadMemStats(&after)
	if got, limit := after.TotalAlloc-before.TotalAlloc, uint64(len(m.Pix))+4<<20; got > limit {
		t.Errorf("%d kB, at most %d kB", got>>10, limit>>10)
	}
}

// Every kind of image is read alike, and a uniform one stays uniform in any size.
func TestScale(t *testing.T) {
	of := image.NewUniform(color.NRGBA{200, 100, 50, 128})
	r := image.Rect(3, 5, 43, 35)
	for _, src := range []draw.Image{image.NewRGBA(r), image.NewNRGBA(r), image.NewNRGBA64(r), image.NewPaletted(r, color.Palette{of.C})} {
		draw.Draw(src, r, of, image.Point{}, draw.Src)
		want := color.RGBAModel.Convert(of.C).(color.RGBA)
		for _, size := range []image.Point{{40, 30}, {7, 3}, {1, 1}, {90, 70}} {
			m := scale(src, size.X, size.Y)
			for i := 0; i < len(m.Pix); i += 4 {
				for c, v := range []uint8{want.R, want.G, want.B, want.A} {
					if d := int(m.Pix[i+c]) - int(v); d < -1 || d > 1 {
						t.Fatalf("%T to %v: %v, want %v", src, size, m.Pix[i:i+4], want)
					}
				}
			}
		}
	}
	edge := picture(40, 2)
	same := scale(edge, 40, 2)
	for x := range 40 {
		if color.NRGBAModel.Convert(same.At(x, 1)) != edge.At(x, 1) {
			t.Errorf("at its own size, the image differs at %d: %v", x, same.At(x, 1))
		}
	}
}

// TestUpright rotates and mirrors an image by all eight orientations: the red half
// must be where viewers that know EXIF show it.
func TestUpright(t *testing.T) {
	for turn, want := range map[int]string{1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"} {
		m := image.Image(picture(8, 4))
		if turn > 1 {
			m = upright(m, turn)
		}
		b := m.Bounds()
		corners := [3]bool{red(m, 0, 0), red(m, b.Dx()-1, 0), red(m, 0, b.Dy()-1)}
		got := map[[3]bool]string{
			{true, true, false}: "top", {true, false, true}: "left", {false, true, false}: "right", {false, false, true}: "bottom",
		}[corners]
		if got != want {
			t.Errorf("orientation %d: red is at the %s, want %s", turn, got, want)
		}
	}
}

func red(m image.Image, x, y int) bool {
	r, _, b, _ := m.At(x, y).RGBA()
	return r > b
}

func TestVariantsProblems(t *testing.T) {
	body := pngOf(t, picture(600, 10))
	if _, err := Variants(body[:len(body)/2]); err == nil {
		t.Error("half an image has variants")
	}
	if _, err := Variants([]byte("text")); err == nil {
		t.Error("text has variants")
	}
}

// FuzzImage looks for bytes that make measuring panic or return no size.
func FuzzImage(f *testing.F) {
	f.Add(jpegOf(f, picture(8, 4), 6, binary.LittleEndian))
	f.Add(pngOf(f, picture(2, 2)))
	f.Add([]byte(webp1x2))
	f.Add([]byte(`<svg width="1in" height="100%" viewBox="0 0 2 1"/>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		info, err := Image(io.MultiReader(bytes.NewReader(b)))
		if err == nil && (info.Width <= 0 || info.Height <= 0 || info.Format == "") {
			t.Errorf("%+v", info)
		}
	})
}

// A picture is not decoded while others use the whole budget of pixels.
func TestVariantsWaitForBudget(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 500, 10))); err != nil {
		t.Fatal(err)
	}
	if err := decoding.Acquire(t.Context(), decodePixels); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		variants, err := Variants(b.Bytes())
		if err == nil && len(variants) != 1 {
			err = fmt.Errorf("%d variants", len(variants))
		}
		done <- err
	}()
	select {
	case err := <-done:
		t.Errorf("a picture was decoded beyond the budget: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	decoding.Release(decodePixels)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
