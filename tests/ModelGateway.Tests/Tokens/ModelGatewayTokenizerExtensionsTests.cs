using Microsoft.Extensions.DependencyInjection;
using Microsoft.ML.Tokenizers;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Tokens;

public sealed class ModelGatewayTokenizerExtensionsTests
{
    [Fact]
    public void AddTokenizers_CountsLikeOpenAIsTokenizers()
    {
        ServiceCollection services = new();
        services.AddModelGateway(g => g.AddDeployment("inner", ScriptedAnswers.Hello()).AddTokenizers());
        using ServiceProvider provider = services.BuildServiceProvider();
        ITokenCounter[] counters = [.. provider.GetKeyedServices<ITokenCounter>("")];

        Assert.Equal([TokenizerFamilies.O200K, TokenizerFamilies.Cl100K], counters.Select(counter => counter.Family));
        foreach ((ITokenCounter counter, string encoding) in counters.Zip(["o200k_base", "cl100k_base"]))
        {
            TiktokenTokenizer tokenizer = TiktokenTokenizer.CreateForEncoding(encoding);
            Assert.All(
                LanguageTexts.All.Values.Concat(CodeTexts.All.Values),
                text => Assert.Equal(tokenizer.CountTokens(text), counter.CountTokens(text)));
        }
    }
}
