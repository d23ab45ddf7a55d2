using System.Text;
using System.Text.Json;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Protocols.Anthropic;

public sealed class AnthropicModelListTests
{
    [Fact]
    public void EveryRecordedList_IsReadWhole()
    {
        JsonElement[] lists = [.. SharedData.Exchanges("anthropic").Where(exchange =>
            exchange.GetProperty("path").GetString() == "/v1/models" && exchange.GetProperty("status").GetInt32() == 200)];

        string text = Assert.Single(lists).GetProperty("response").GetString()!;
        List<DiscoveredModel> models = [];
        string? next = AnthropicModelList.Instance.Read(Encoding.UTF8.GetBytes(text), models);

        Assert.Null(next);
        JsonElement[] listed = [.. JsonElement.Parse(text).GetProperty("data").EnumerateArray()];
        Assert.Equal(9, listed.Length);
        Assert.Equal(
            listed.Select(model => (
                model.GetProperty("id").GetString(),
                model.GetProperty("display_name").GetString(),
                (int?)model.GetProperty("max_input_tokens").GetInt32(),
                (int?)model.GetProperty("max_tokens").GetInt32(),
                (DateTimeOffset?)null)),
            models.Select(model => ((string?)model.Id, model.DisplayName, model.ContextWindow, model.MaxOutputTokens, model.CreatedAt)));
    }

    [Fact]
    public void WhatIsNotSaid_IsNotKnown()
    {
        List<DiscoveredModel> models = [];
        string? next = AnthropicModelList.Instance.Read(
            """{"x":{"data":[1]},"data":[{"id":"a","created_at":"2025-09-29T00:00:00Z","max_tokens":null,"capabilities":{"id":"no"}},{"id":"b","max_input_tokens":0}],"has_more":true,"last_id":"b","first_id":"a"}"""u8,
            models);

        Assert.Equal("b", next);
        Assert.Equal(
            [new DiscoveredModel { Id = "a", CreatedAt = new DateTimeOffset(2025, 9, 29, 0, 0, 0, TimeSpan.Zero) },
                new DiscoveredModel { Id = "b" }], models);
    }
}
