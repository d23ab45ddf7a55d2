using ModelGateway.Failures;
using ModelGateway.Providers.Http;

namespace ModelGateway.Tests.Providers.Http;

/// <summary>The key that was sent, and each part of it that is a secret, is masked in failures.</summary>
public sealed class SecretMaskTests
{
    private const string Pair = "AKIDEXAMPLE12:wJalrXUtnFEMI/K7MDENG:FwoGZXIvYXdzEBYaD//session==";

    [Theory]
    [InlineData("no such key: " + Pair, "no such key: [key]")]
    [InlineData("bad token FwoGZXIvYXdzEBYaD//session== given", "bad token [key] given")]
    [InlineData("secret wJalrXUtnFEMI/K7MDENG, id AKIDEXAMPLE12", "secret [key], id [key]")]
    [InlineData("x-amz-security-token:FwoGZXIv…", "x-amz-security-token:[key]…")]
    [InlineData("nothing of it", "nothing of it")]
    public void Apply_MasksEveryPartOfASigningKey(string said, string expected)
    {
        ProviderFailure failure = new(FailureKind.Unauthorized, said) { Code = said, ProviderRequestId = said };
        Assert.Equal(said != expected, new SecretMask(Pair).Reveals(failure));
        ProviderFailure masked = new SecretMask(Pair).Apply(failure);
        Assert.Equal((expected, expected, expected), (masked.Message, masked.Code, masked.ProviderRequestId));
    }

    [Theory]
    [InlineData("user:secret-word", "the user said secret-word", "the user said [key]")]
    [InlineData("ab:abcdefgh:abcdefghij", "abcdefghij and abcdefgh", "[key] and [key]")]
    [InlineData("local", "a local server", "a local server")]
    public void Apply_LeavesPartsThatAreWords(string key, string said, string expected) =>
        Assert.Equal(expected, new SecretMask(key).Apply(new ProviderFailure(FailureKind.Unknown, said)).Message);
}
