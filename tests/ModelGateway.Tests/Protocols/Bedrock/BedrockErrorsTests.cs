using System.Text;
using ModelGateway.Failures;
using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Errors;
using ModelGateway.Tests.Support;
using ModelGateway.Tests.Testing.Simulators;

namespace ModelGateway.Tests.Protocols.Bedrock;

/// <summary>The table of errors, read back, and beside the simulator's own errors.</summary>
public sealed class BedrockErrorsTests
{
    private const string TypeHeader = "x-amzn-ErrorType";

    [Fact]
    public void Answers_ReadBackAsTheSameKind()
    {
        BedrockProtocol protocol = new("us-east-1");
        foreach (WireError error in BedrockErrors.Answers)
        {
            using HttpResponseMessage response = new();
            response.Headers.TryAddWithoutValidation(TypeHeader, error.Word);

            ProviderFailure failure = protocol.ReadError(
                error.StatusCode, response.Headers, Encoding.UTF8.GetBytes("""{"message":"No."}"""), DateTimeOffset.UnixEpoch);

            Assert.True(error.Kind == failure.Kind, $"{error}: {failure.Kind}");
        }
    }

    [Theory]
    [InlineData(FailureKind.Unavailable)]
    [InlineData(FailureKind.RateLimited)]
    [InlineData(FailureKind.Unauthorized)]
    [InlineData(FailureKind.ModelNotFound)]
    public async Task Answers_AreTheSimulators(FailureKind kind)
    {
        WireError expected = BedrockErrors.Answers.Single(error => error.Kind == kind);
        await using ProviderSimulator simulator = await ProviderSimulator.StartAsync(SimulatedProtocol.Bedrock);
        using SimulatorClient client = new(simulator);
        simulator.FailAlways(SimulatedFaults.For(kind));

        using HttpResponseMessage response = await client.HelloAsync();

        Assert.Equal(expected.StatusCode, (int)response.StatusCode);
        Assert.Equal(expected.Word, response.Headers.GetValues(TypeHeader).Single().Split(':')[0]);
    }
}
