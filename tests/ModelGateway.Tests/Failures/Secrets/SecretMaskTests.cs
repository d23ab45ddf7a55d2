using System.Text;
using ModelGateway.Failures;
using ModelGateway.Failures.Secrets;

namespace ModelGateway.Tests.Failures.Secrets;

/// <summary>The key that was sent, each part of it that is a secret, and every form of them are masked.</summary>
public sealed class SecretMaskTests
{
    private const string Pair = "AKIDEXAMPLE12:wJalrXUtnFEMI/K7MDENG:FwoGZXIvYXdzEBYaD//session==";
    private const string Key = "Kx7/privately+issued.4711=qZ";

    [Theory]
    [InlineData("no such key: " + Pair, "no such key: [key]")]
    [InlineData("bad token FwoGZXIvYXdzEBYaD//session== given", "bad token [key] given")]
    [InlineData("secret wJalrXUtnFEMI/K7MDENG, id AKIDEXAMPLE12", "secret [key], id [key]")]
    [InlineData("x-amz-security-token:FwoGZXIv…", "x-amz-security-token:[key]…")]
    [InlineData("nothing of it", "nothing of it")]
    public void Apply_MasksEveryPartOfASigningKey(string said, string expected)
    {
        SecretMask mask = new([Pair]);
        ProviderFailure failure = new(FailureKind.Unauthorized, said) { Code = said, ProviderRequestId = said };

        Assert.Equal(said != expected, mask.Reveals(said));
        ProviderFailure masked = mask.Apply(failure);
        Assert.Equal((expected, expected, expected), (masked.Message, masked.Code, masked.ProviderRequestId));
    }

    [Theory]
    [InlineData("user:secret-word", "the user said secret-word", "the user said [key]")]
    [InlineData("ab:abcdefgh:abcdefghij", "abcdefghij and abcdefgh", "[key] and [key]")]
    [InlineData("local", "a local server", "a local server")]
    [InlineData("ollama", "Ollama refused ollama", "Ollama refused [key]")]
    [InlineData("EMPTY", "EMPTY", "EMPTY")]
    public void Apply_LeavesPartsThatAreWords(string key, string said, string expected) =>
        Assert.Equal(expected, new SecretMask([key]).Apply(said));

    [Theory]
    [InlineData("sent Kx7/privately+issued.4711=qZ.", "sent [key].")]
    [InlineData("sent kx7/privately+issued.4711=qz.", "sent [key].")]
    [InlineData("sent KX7/PRIVATELY+ISSUED.4711=QZ.", "sent [key].")]
    [InlineData("sent Kx7%2Fprivately%2Bissued.4711%3DqZ.", "sent [key].")]
    [InlineData("sent Kx7%2fprivately%2bissued.4711%3dqZ.", "sent [key].")]
    [InlineData("sent Kx7%252Fprivately%252Bissued.4711%253DqZ.", "sent [key].")]
    [InlineData("sent Kx7/privately\\u002Bissued.4711\\u003dqZ.", "sent [key].")]
    [InlineData("sent Kx7\\/privately+issued.4711=qZ.", "sent [key].")]
    [InlineData("sent Kx7\\\\/privately\\\\u002bissued.4711=qZ.", "sent [key].")]
    [InlineData("sent Kx7&#x2F;privately&#43;issued.4711=qZ.", "sent [key].")]
    [InlineData("sent Kx7/privately+issued….", "sent [key]….")]
    [InlineData("sent …issued.4711=qZ.", "sent …[key].")]
    [InlineData("sent Kx7%2Fpri%…", "sent [key]…")]
    [InlineData("100 % \\ & done…", "100 % \\ & done…")]
    [InlineData("a [key] kept", "a [key] kept")]
    [InlineData("a [key]/privately+issued.4711=qZ", "a [key]")]
    public void Apply_MasksEveryForm(string said, string expected) => Assert.Equal(expected, new SecretMask([Key]).Apply(said));

    [Theory]
    [InlineData("")]
    [InlineData("u:")]
    [InlineData("user:")]
    [InlineData("Bearer ")]
    public void Apply_MasksBase64OfTheKey_WithWhateverBeforeIt(string before)
    {
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Key));
        string url = encoded.Replace('+', '-').Replace('/', '_').TrimEnd('=');
        SecretMask mask = new([Key]);
        foreach (string form in (string[])[encoded, url, encoded.ToLowerInvariant(), Uri.EscapeDataString(encoded)])
        {
            string masked = mask.Apply($"sent {form} to it");

            Assert.Contains("[key]", masked, StringComparison.Ordinal);
            Assert.True(masked.Length <= "sent [key] to it".Length + (before.Length * 2) + 8, masked);
        }
    }

    [Fact]
    public void Apply_MasksHexadecimalDigits()
    {
        string digits = Convert.ToHexString(Encoding.UTF8.GetBytes(Key));

        Assert.Equal("[key] [key]", new SecretMask([Key]).Apply($"{digits} {digits.ToLowerInvariant()}"));
    }

    [Theory]
    [InlineData("https://app.example.org/team-a", "see https://platform.openai.com/docs", "see https://platform.openai.com/docs")]
    [InlineData("https://app.example.org/team-a", "from https://app.example.org/team-a.", "from [key].")]
    [InlineData("org-1", "org-1 is none", "org-1 is none")]
    [InlineData("org-12345", "org-12345 is none", "[key] is none")]
    public void Apply_MasksOtherTexts_NotTheirFirstWords(string other, string said, string expected) =>
        Assert.Equal(expected, new SecretMask([], [other]).Apply(said));

    [Fact]
    public void Apply_KeepsTheObject_WhereNothingIsSaid()
    {
        SecretMask mask = new([Key]);
        ProviderFailure failure = new(FailureKind.Unknown, "no key here") { Code = "x" };
        string id = "req_0123456789abcdef";

        Assert.Same(failure, mask.Apply(failure));
        Assert.Same(id, mask.Apply(id));
        Assert.Null(mask.Apply((string?)null));
        Assert.True(SecretMask.None.IsEmpty);
        Assert.Equal("a [key] of", SecretMask.None.ApplyToAnyKey("a sk-abcdef1234 of"));
    }

    [Fact]
    public void Apply_AllocatesNothing_ForTextsWithoutASecret()
    {
        SecretMask mask = new([Key]);
        string id = "req_0123456789abcdef0123456789abcdef";
        mask.Apply(id);
        long before = GC.GetAllocatedBytesForCurrentThread();
        mask.Apply(id);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
