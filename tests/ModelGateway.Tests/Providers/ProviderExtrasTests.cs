using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Providers;
using ModelGateway.Providers.Gemini;
using ModelGateway.Providers.OpenAI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Providers;

public sealed class ProviderExtrasTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    [Fact]
    public void OpenAI_TakesTheKeyAndTheTier_AndNamesTheBudget()
    {
        ChatOptions options = All();
        options.AdditionalProperties!["service_tier"] = "auto";
        ChatCall call = AdapterHarness.Call([Hi], options);
        JsonElement body = AdapterHarness.Write(OpenAIAdapter.Instance, call);
        Assert.Equal(("k", "flex"), (body.GetProperty("prompt_cache_key").GetString(), body.GetProperty("service_tier").GetString()));
        Assert.Contains("ThinkingBudget was not sent: OpenAI Chat Completions has no such option.", call.Notes.All);
        Assert.Contains(call.Notes.All, static note => note.Contains("service_tier", StringComparison.Ordinal));
    }

    [Fact]
    public void Gemini_TakesTheBudget_AndNamesTheOthers()
    {
        ChatCall call = AdapterHarness.Call([Hi], All(), modelId: "gemini-2.5-flash");
        JsonElement body = AdapterHarness.Write(GeminiAdapter.Instance, call);
        Assert.Equal(512, body.GetProperty("generationConfig").GetProperty("thinkingConfig").GetProperty("thinkingBudget").GetInt32());
        Assert.Equal(["PromptCacheKey was not sent: Gemini has no such option.", "ServiceTier was not sent: Gemini has no such option."], call.Notes.All);

        call = AdapterHarness.Call([Hi], new ChatOptions { Reasoning = new() { Effort = ReasoningEffort.Low } }.WithThinkingBudget(512), modelId: "gemini-3-flash");
        body = AdapterHarness.Write(GeminiAdapter.Instance, call);
        Assert.Equal("low", body.GetProperty("generationConfig").GetProperty("thinkingConfig").GetProperty("thinkingLevel").GetString());
        Assert.Contains(call.Notes.All, static note => note.StartsWith("ThinkingBudget was not sent", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_SurviveJson()
    {
        ChatOptions stored = JsonSerializer.Deserialize<ChatOptions>(JsonSerializer.Serialize(All(), AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        Assert.Equal(("k", "flex", 512), (ProviderExtras.PromptCacheKey(stored), ProviderExtras.ServiceTier(stored), ProviderExtras.ThinkingBudget(stored)));
        Assert.Null(ProviderExtras.ThinkingBudget(new ChatOptions { AdditionalProperties = new() { [ProviderOptionNames.ThinkingBudget] = "many" } }));
        Assert.Null(ProviderExtras.ThinkingBudget(null));
    }

    [Fact]
    public void TheTypeOfTheOptions_IsKept()
    {
        GatewayChatOptions options = new GatewayChatOptions().WithPromptCacheKey("k");
        Assert.Equal("k", ProviderExtras.PromptCacheKey(options));
    }

    private static ChatOptions All() => new ChatOptions().WithPromptCacheKey("k").WithServiceTier("flex").WithThinkingBudget(512);
}
