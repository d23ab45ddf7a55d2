using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Architecture;

/// <summary>What reports on the gateway can be written as JSON, e.g. to a log or a health page.</summary>
public sealed class ReportTypesTests
{
    public static TheoryData<Type> Reports { get; } = [typeof(GatewayReceipt), typeof(AttemptReceipt), typeof(LedgerEntry),
        typeof(RouteExplanation), typeof(SchemaReport), typeof(CatalogSourceStatus), typeof(CatalogDiff), typeof(DiscoveredModel),
        typeof(RetiringModel), typeof(RateLimits), typeof(TokenUsage), typeof(SkippedDeployment), typeof(ModelInfo), typeof(GatewayScope)];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Report_HoldsOnlyWhatCanBeSerialized(Type report)
    {
        List<string> faults = [];
        Walk(report, report.Name, [], faults);
        Assert.Empty(faults);
    }

    [Fact]
    public void Status_SerializesItsFailure()
    {
        CatalogSourceStatus status = new("models.json", DateTimeOffset.UnixEpoch, null, "models.json: cannot be used");
        Assert.Equal(status, JsonSerializer.Deserialize<CatalogSourceStatus>(JsonSerializer.Serialize(status)));
    }

    [Fact]
    public async Task Receipt_SerializesItsFailedAttempts()
    {
        using ScriptedChatClient down = new();
        down.Fail(new HttpRequestException("down")).RepeatLast();
        using ScriptedChatClient up = ScriptedAnswers.Hello();
        using IChatClient gateway = GatewayChatClient.Create(g => g.AddDeployment("down", down).AddDeployment("up", up)
            .AddRoute("chat", r => r.To("down", "up")));

        ChatResponse response = await gateway.GetResponseAsync("hi", new ChatOptions { ModelId = "chat" });
        JsonElement json = JsonSerializer.SerializeToElement(response.GetReceipt());

        JsonElement attempts = json.GetProperty(nameof(GatewayReceipt.Attempts));
        Assert.Equal((2, "down"), (attempts.GetArrayLength(), attempts[0].GetProperty(nameof(AttemptReceipt.Deployment)).GetString()));
        Assert.NotEqual(JsonValueKind.Null, attempts[0].GetProperty(nameof(AttemptReceipt.FailureMessage)).ValueKind);
    }

    private static void Walk(Type type, string path, HashSet<Type> seen, List<string> faults)
    {
        Type known = Nullable.GetUnderlyingType(type) ?? type;
        if (known.IsPrimitive || known.IsEnum || known == typeof(string) || known == typeof(JsonElement) || !seen.Add(known))
        {
            return;
        }

        if (typeof(Exception).IsAssignableFrom(known) || typeof(Delegate).IsAssignableFrom(known) || known == typeof(object)
            || typeof(Type).IsAssignableFrom(known) || typeof(Task).IsAssignableFrom(known) || typeof(Stream).IsAssignableFrom(known))
        {
            faults.Add($"{path}: {known.Name}");
            return;
        }

        foreach (Type argument in known.IsArray ? [known.GetElementType()!] : known.GetGenericArguments())
        {
            Walk(argument, path, seen, faults);
        }

        if (known.Namespace?.StartsWith("ModelGateway", StringComparison.Ordinal) != true || typeof(IEnumerable).IsAssignableFrom(known))
        {
            return;
        }

        foreach (PropertyInfo property in known.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length == 0 && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            {
                Walk(property.PropertyType, $"{path}.{property.Name}", seen, faults);
            }
        }
    }
}
