using System.Reflection;
using ModelGateway.Capabilities;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Anthropic;
using ModelGateway.Protocols.Gemini;
using ModelGateway.Providers;
using ModelGateway.Schemas.Dialects;

namespace ModelGateway.Tests.Providers;

public sealed class VertexAIModelsTests
{
    private readonly VertexAIModels _models = VertexAIModels.Instance;

    /// <summary>What the interface states once for a service is Gemini's; everything that knows the model is passed on.</summary>
    [Fact]
    public void VertexAIModels_PassesOnEveryMemberThatKnowsTheModel()
    {
        InterfaceMapping members = typeof(VertexAIModels).GetInterfaceMap(typeof(IProtocol));
        IEnumerable<MethodInfo> aware = members.InterfaceMethods.Zip(members.TargetMethods)
            .Where(static pair => pair.First.GetParameters() is [{ ParameterType: Type first }, ..]
                && (first == typeof(string) || first == typeof(ChatCall)))
            .Select(static pair => pair.Second);
        Assert.Equal(8, aware.Count(static method => method.DeclaringType == typeof(VertexAIModels)));
        Assert.All(aware, static method => Assert.Equal(typeof(VertexAIModels), method.DeclaringType));
    }

    [Fact]
    public void Model_HasItsOwnProtocol()
    {
        Assert.Same(SchemaDialects.Claude, _models.FindSchemaDialect("claude-opus-4-8", false));
        Assert.Same(SchemaDialects.Gemini, _models.FindSchemaDialect("gemini-3-pro", false));
        Assert.Equal(VertexClaudeProtocol.Instance.Lacks, _models.GetLacks("claude-opus-4-8"));
        Assert.Equal(VertexAIProtocol.Instance.Lacks, _models.GetLacks("gemini-3-pro"));
        Assert.True(_models.GetLacks("claude-opus-4-8").HasFlag(CapabilityFlags.LogProbs | CapabilityFlags.Seed));
        Assert.True(_models.GetLacks("claude-opus-4-8").HasFlag(CapabilityFlags.RemoteMcp | CapabilityFlags.CodeExecution));
        Assert.Equal(ToolNameRule.Usual, _models.GetToolNames("claude-opus-4-8"));
        Assert.Equal(ToolNameRule.Identifier, _models.GetToolNames("gemini-3-pro"));
    }
}
