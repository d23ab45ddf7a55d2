using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

public sealed partial class ReadmeSnippetTests
{
    public static TheoryData<string> Readmes =>
        ["README.md", "docs/answers.md", "docs/caching.md", "src/ModelGateway/README.md", "src/ModelGateway.Testing/README.md",
            "src/ModelGateway.Tokenizers/README.md"];

    [Theory]
    [MemberData(nameof(Readmes))]
    public void Snippets_Compile(string readme)
    {
        string[] snippets = ReadmeSnippet.Blocks(readme, "csharp");
        Assert.NotEmpty(snippets);
        foreach (string snippet in snippets)
        {
            string[] errors = [.. new ReadmeSnippet(snippet).Compile()];
            Assert.True(errors.Length == 0, $"{readme}:\n{snippet}\n{string.Join("\n", errors)}");
        }
    }

    [Fact]
    public void Configuration_IsValid()
    {
        string json = Assert.Single(ReadmeSnippet.Blocks("README.md", "json")).Replace("env:", "key-", StringComparison.Ordinal)
            .Replace("\"Type\": \"Anthropic\"", "\"Type\": \"Anthropic\", \"Keys\": \"k\"", StringComparison.Ordinal);
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        ServiceCollection services = new();
        services.AddModelGateway(configuration.GetSection("ModelGateway"),
            gateway => gateway.AddDeployment("legacy", new ScriptedChatClient()));
        using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient chat = provider.GetRequiredService<IChatClient>();
        Assert.Equal(50, chat.GetService<Deployment>("openai/gpt-5.4-mini")!.Model.MaxConcurrency);
    }

    /// <summary>The table of providers names every kind, and what is added by whom.</summary>
    [Fact]
    public void ProviderList_NamesEveryType()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string table = readme[readme.IndexOf("## Providers", StringComparison.Ordinal)..];
        string[] rows = [.. table[..table.IndexOf("Each is written", StringComparison.Ordinal)].Split('\n')
            .Where(row => row.StartsWith("| `", StringComparison.Ordinal))];
        IEnumerable<string> kinds = rows.SelectMany(row => Quoted().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value));
        Assert.Equal(ProviderTypes.Names.Order(StringComparer.Ordinal), kinds.Order(StringComparer.Ordinal));
        IEnumerable<string> keys = rows.SelectMany(row => Quoted().Matches(row.Split('|')[4]).Select(match => match.Groups[1].Value));
        HashSet<string> known = [.. ProviderTypes.Names.SelectMany(name => ProviderTypes.Find(name)!.KeyVariables),
            "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID"];
        Assert.All(keys, key => Assert.Contains(key, known));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
