using System.Text;
using CsCheck;
using ModelGateway.Tokens;

namespace ModelGateway.Tests.Tokens;

public sealed class TextScannerTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Const(
            "word",
            "Word",
            "camelCase",
            "HTML",
            "internationalization",
            "42",
            "1234567",
            " ",
            "  ",
            "        ",
            "\n",
            "\r\n",
            "\t\t",
            ".",
            "--",
            "=====",
            "\":{",
            "_",
            "\0",
            "\x7f"),
        Const(
            "é",
            "naïve",
            "ж",
            "привет",
            "ελ",
            "של",
            "سلام",
            "हिन्दी",
            "ไทย",
            "漢字",
            "かな",
            "한국",
            "—",
            "───",
            "😀",
            "👍🏽",
            "\u0301",
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"),
        Gen.Char[' ', '~'].Select(character => character.ToString()))
        .Array[0, 300].Select(string.Concat);

    [Fact]
    public void Scan_CountsLikeOneCharacterAtATime() =>
        Texts.Sample(text => Assert.Equal(NaiveProfile.Of(text), Features(Scan(text))));

    [Fact]
    public void ScanPart_CountsPartsLikeTheWhole() =>
        Gen.Select(Texts, Gen.Int[0, 1_000]).Sample((text, at) =>
        {
            at = Math.Min(at, text.Length) / TextScanner.BlockSize * TextScanner.BlockSize;
            TextProfile profile = default;
            TextScanner scanner = default;
            scanner.ScanPart(text.AsSpan(0, at), ref profile);
            scanner.ScanPart(text.AsSpan(at), ref profile);
            Assert.Equal(Features(Scan(text)), Features(profile));
        });

    [Fact]
    public void AddUtf8_CountsLikeUtf16() =>
        Texts.Sample(text =>
        {
            ProfilingSink sink = default;
            sink.AddUtf8(Encoding.UTF8.GetBytes(text));
            Assert.Equal(Features(Scan(text)), Features(sink.Profile));
        });

    [Fact]
    public void AddUtf8_ReplacesInvalidBytes()
    {
        ProfilingSink sink = default;
        sink.AddUtf8([0xFF, 0xC3, (byte)'a', 0xE2, 0x82]);
        Assert.Equal(1, sink.Profile[TextFeature.Word]);
    }

    [Fact]
    public void Scan_CountsEveryCharacter()
    {
        // Every character adds to some feature, so that no text is estimated at nothing.
        for (int character = 0; character <= char.MaxValue; character++)
        {
            TextProfile profile = Scan(((char)character).ToString());
            Assert.True(Features(profile)[..^1].Sum() > 0, $"U+{character:X4}");
        }
    }

    private static Gen<string> Const(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static TextProfile Scan(string text)
    {
        TextProfile profile = default;
        TextScanner.Scan(text, ref profile);
        return profile;
    }

    private static long[] Features(TextProfile profile) =>
        [.. Enumerable.Range(0, TextProfile.Features).Select(feature => (long)profile[(TextFeature)feature]), profile.Bytes];
}
