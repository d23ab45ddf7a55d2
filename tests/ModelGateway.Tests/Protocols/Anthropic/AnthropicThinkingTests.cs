using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

/// <summary>What models of each family and version are sent, as documented of each.</summary>
public sealed class AnthropicThinkingTests
{
    private static readonly ChatMessage Hi = new(ChatRole.User, "hi");

    [Theory]
    [InlineData("claude-3-5-haiku-20241022", null, 8192)]
    [InlineData("claude-haiku-4-5", "disabled", 8192)]
    [InlineData("claude-opus-4-8", "disabled", 8192)]
    [InlineData("claude-opus-5", "disabled", 8192)]
    [InlineData("claude-haiku-5-5", "disabled", 8192)]
    [InlineData("claude-sonnet-5", "disabled", 8192)]
    [InlineData("claude-sonnet-5-5", "between_tools", 32000)]
    [InlineData("claude-opus-5-5", null, 32000)]
    [InlineData("claude-fable-5", null, 32000)]
    [InlineData("claude-mythos-preview", null, 32000)]
    public void NoEffort_AsksForTheLeast(string model, string? thinking, int limit)
    {
        ChatCall call = ProtocolHarness.Call([Hi], new() { Reasoning = new() { Effort = ReasoningEffort.None } }, modelId: model);
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.Equal(thinking, body.TryGetProperty("thinking", out JsonElement sent) ? sent.GetProperty("type").GetString() : null);
        Assert.Equal(limit, body.GetProperty("max_tokens").GetInt32());
        Assert.Equal(thinking is null && limit == 32000,
            call.Notes.All.Any(static note => note.Contains("always thinks", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("claude-3-7-sonnet-20250219", "enabled")]
    [InlineData("claude-opus-4-5", "enabled")]
    [InlineData("claude-haiku-4-5-20251001", "enabled")]
    [InlineData("claude-sonnet-4-6", "adaptive")]
    [InlineData("claude-opus-4-7", "adaptive")]
    [InlineData("claude-sonnet-5", "adaptive")]
    [InlineData("claude-fable-5-1", "adaptive")]
    public void Effort_IsABudgetUpTo45AndAdaptiveSince46(string model, string thinking)
    {
        JsonElement body = ProtocolHarness.Write(
            AnthropicProtocol.Instance,
            ProtocolHarness.Call([Hi], new() { Reasoning = new() { Effort = ReasoningEffort.High } }, modelId: model));
        Assert.Equal(thinking, body.GetProperty("thinking").GetProperty("type").GetString());
        Assert.Equal(thinking == "enabled", body.GetProperty("thinking").TryGetProperty("budget_tokens", out _));
        Assert.Equal(thinking == "adaptive", body.TryGetProperty("output_config", out _));
    }

    [Theory]
    [InlineData("claude-opus-4-20250514", true, true)]
    [InlineData("claude-opus-4-1-20250805", true, false)]
    [InlineData("claude-sonnet-4-6", true, false)]
    [InlineData("claude-opus-4-7", false, false)]
    [InlineData("claude-sonnet-5", false, false)]
    public void TemperatureAndTopP_AreSentAsTheModelTakesThem(string model, bool temperature, bool topP)
    {
        ChatCall call = ProtocolHarness.Call([Hi], new() { MaxOutputTokens = 9, Temperature = 0.5f, TopP = 0.9f }, modelId: model);
        JsonElement body = ProtocolHarness.Write(AnthropicProtocol.Instance, call);
        Assert.Equal((temperature, topP), (body.TryGetProperty("temperature", out _), body.TryGetProperty("top_p", out _)));
        Assert.Equal((temperature ? 0 : 1) + (topP ? 0 : 1), call.Notes.All.Count);
    }

    [Theory]
    [InlineData("claude-opus-4-8", 8192)]
    [InlineData("claude-opus-5", 32000)]
    [InlineData("claude-mythos-preview", 32000)]
    [InlineData("claude-next", 8192)]
    [InlineData("other", 8192)]
    public void ModelThatThinksUnasked_HasRoomForIt(string model, int limit) =>
        Assert.Equal(limit, ProtocolHarness.Write(AnthropicProtocol.Instance, ProtocolHarness.Call([Hi], modelId: model))
            .GetProperty("max_tokens").GetInt32());
}
