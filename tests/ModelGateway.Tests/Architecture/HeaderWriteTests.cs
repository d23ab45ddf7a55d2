using System.Text.RegularExpressions;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>Headers are written where their values are known to be checked, and nowhere else.</summary>
public sealed partial class HeaderWriteTests
{
    /// <summary>The files that write headers, and why their values need no further check.</summary>
    private static readonly Dictionary<string, string> Writers = new()
    {
        ["Protocols/RequestHeaders.cs"] = "checks each value",
        ["Protocols/ProviderCredential.cs"] = "keys are checked by the options' validator, tokens by TokenSource",
        ["Protocols/Anthropic/AnthropicBetas.cs"] = "constants",
        ["Protocols/Anthropic/AnthropicProtocol.cs"] = "a constant",
        ["Protocols/Bedrock/Signing/AwsRequestSigner.cs"] = "a time, a part of a checked key, a signature",
        ["Providers/Http/RequestFactory.cs"] = "headers that ProviderFactory checked",
        ["Providers/Http/PooledJsonContent.cs"] = "a constant",
        ["Configuration/ProviderFactory.cs"] = "checks the shared client's; the validator checks the others",
        ["Configuration/HeaderCheck.cs"] = "is the validator's check",
        ["Catalog/Refresh/HttpCatalogSource.cs"] = "checks the tag; the validator checks the others",
    };

    [Fact]
    public void Headers_AreWrittenInKnownFilesOnly()
    {
        IEnumerable<string> found = Repository.SourceFiles().Where(static file =>
            Write().IsMatch(File.ReadAllText(Path.Combine(Repository.Source, file))));

        Assert.Equal(Writers.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"TryAddWithoutValidation\(|AuthenticationHeaderValue\(|[hH]eaders\.Add\(|[hH]eaders\.UserAgent\.")]
    private static partial Regex Write();
}
