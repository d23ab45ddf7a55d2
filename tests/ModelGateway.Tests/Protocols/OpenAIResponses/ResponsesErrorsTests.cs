using System.Text;
using System.Text.Json;
using ModelGateway.Failures;
using ModelGateway.Protocols;
using ModelGateway.Protocols.Errors;
using ModelGateway.Protocols.OpenAIResponses;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.OpenAIResponses;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class ResponsesErrorsTests
{
    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        IProtocol protocol = new ResponsesProtocol("openai");
        foreach (WireError error in ResponsesErrors.Answers)
        {
            using HttpResponseMessage response = new();
            byte[] body = Encoding.UTF8.GetBytes($$$"""{"error":{"message":"It failed.","type":"error","code":"{{{error.Word}}}"}}""");

            ProviderFailure failure = protocol.ReadError(error.StatusCode, response.Headers, body, DateTimeOffset.UnixEpoch);

            Assert.True(error.Kind == failure.Kind, $"{error}: {failure.Kind}");
        }
    }

    [Theory]
    [InlineData("Overloaded", FailureKind.Unavailable)]
    [InlineData("RateLimited", FailureKind.RateLimited)]
    [InlineData("QuotaExhausted", FailureKind.QuotaExhausted)]
    [InlineData("ContextTooLong", FailureKind.ContextTooLong)]
    [InlineData("ContentFiltered", FailureKind.ContentRefused)]
    [InlineData("Unauthorized", FailureKind.Unauthorized)]
    [InlineData("ModelNotFound", FailureKind.ModelNotFound)]
    public async Task Answers_AreTheSimulators(string fault, FailureKind kind)
    {
        WireError expected = ResponsesErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.OpenAIResponses);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(fault switch
        {
            "Overloaded" => SimulatedFault.Overloaded(),
            "RateLimited" => SimulatedFault.RateLimited(),
            "QuotaExhausted" => SimulatedFault.QuotaExhausted(),
            "ContextTooLong" => SimulatedFault.ContextTooLong(),
            "ContentFiltered" => SimulatedFault.ContentFiltered(),
            "Unauthorized" => SimulatedFault.Unauthorized(),
            _ => SimulatedFault.ModelNotFound(),
        });

        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Equal(expected.StatusCode, (int)response.StatusCode);
        JsonElement error = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(expected.Word, error.GetProperty("error").GetProperty("code").GetString());
    }
}
