using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>Every block of C# in the READMEs runs, against simulators, to its end: what it configures is asked, and answers.</summary>
public sealed class SnippetRunTests
{
    private static readonly string[] Readmes =
        ["README.md", "docs/answers.md", "docs/caching.md", "src/ModelGateway/README.md", "src/ModelGateway.Testing/README.md"];

    public static TheoryData<string, int> Snippets
    {
        get
        {
            TheoryData<string, int> snippets = [];
            foreach (string readme in Readmes)
            {
                for (int i = 0; i < ReadmeSnippet.Blocks(readme, "csharp").Length; i++)
                {
                    snippets.Add(readme, i);
                }
            }

            return snippets;
        }
    }

    [Theory, MemberData(nameof(Snippets))]
    public async Task Snippet_RunsToItsEnd(string readme, int index)
    {
        string folder = Directory.CreateTempSubdirectory("snippet").FullName;
        string catalog = Path.Combine(folder, "our-models.json");
        await File.WriteAllTextAsync(catalog, CatalogGateway.Acme(8_000));
        string code = ReadmeSnippet.Blocks(readme, "csharp")[index]
            .Replace("\"our-models.json\"", System.Text.Json.JsonSerializer.Serialize(catalog), StringComparison.Ordinal);
        await using SnippetNetwork network = await SnippetNetwork.StartAsync();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddJsonStream(new MemoryStream(
            System.Text.Encoding.UTF8.GetBytes(Assert.Single(ReadmeSnippet.Blocks("README.md", "json")))));
        builder.Services.AddDistributedMemoryCache();
        network.AddTo(builder.Services);
        using ScriptedChatClient existing = new();
        existing.Reply("hello").RepeatLast();

        await new ReadmeSnippet(code).RunAsync(network.AddTo, Ask(code), builder, existing, NullLogger.Instance).Bounded();

        Directory.Delete(folder, recursive: true);
        Assert.True(
            readme == "src/ModelGateway.Testing/README.md" || network.Asked.Count > 0 || existing.Calls.Count > 0,
            "The snippet asked no model.");
    }

    // A snippet that configures a gateway, or options, is followed by a question to it.
    private static string Ask(string code)
    {
        bool hasOptions = code.Contains("ChatOptions options", StringComparison.Ordinal);
        string options = hasOptions ? "options" : "new ChatOptions { ModelId = \"chat\" }";
        if (code.Contains("IChatClient chat", StringComparison.Ordinal))
        {
            return code.Contains("GetResponseAsync", StringComparison.Ordinal) ? "" : $"await chat.GetResponseAsync(\"hi\", {options});";
        }

        if (code.Contains("IChatClient cached", StringComparison.Ordinal))
        {
            return "await cached.GetResponseAsync(\"hi\");";
        }

        if (hasOptions)
        {
            return """
                using IChatClient asked = GatewayChatClient.Create(gateway => gateway
                    .AddOpenAI().AddRoute("chat", route => route.To("openai/gpt-5.4-mini")));
                await asked.GetResponseAsync("hi", options);
                """;
        }

        string services = code.Contains("IHost host", StringComparison.Ordinal) ? "host.Services" : "builder.Build().Services";
        return code.Contains("builder.Services.AddModelGateway", StringComparison.Ordinal)
            ? $"await {services}.GetRequiredService<IChatClient>().GetResponseAsync(\"hi\", {options});" : "";
    }
}
